import { standingKinds } from '@shared/timeline/contract';
import { callEntries } from '../calls/entries';
import { dealEntries } from '../deals/entries';
import { documentEntries } from '../documents/entries';
import { noteEntries } from '../notes/entries';
import { taskEntries } from '../tasks/entries';
import { plainSource, type TimelineSource } from './source';

/** Kinds whose entries show more than their entities say: one line for each. */
const own: readonly TimelineSource[] = [callEntries, taskEntries, noteEntries, documentEntries, dealEntries];

/** How each kind stands in a timeline. */
export const sources: readonly TimelineSource[] = standingKinds.map(
  (kind) => own.find((source) => source.kind === kind) ?? plainSource(kind),
);

/** The source of a kind. */
export const sourceOf = (kind: string): TimelineSource | undefined =>
  sources.find((source) => source.kind === kind);

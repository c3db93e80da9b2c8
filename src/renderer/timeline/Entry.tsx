import type { TimelineEntry } from '@shared/timeline/contract';
import type { ComponentType } from 'react';
import { entryView } from '../services/timeline';

interface Props {
  readonly entry: TimelineEntry;
  /** The present instant, to tell what is late. */
  readonly now: string;
}

/** One thing that happened with a client, as its feature shows it. */
export function Entry({ entry, now }: Props) {
  // Each kind's view takes entries of that kind.
  const View = entryView(entry.kind) as ComponentType<Props> | undefined;
  return View && <View entry={entry} now={now} />;
}

/** What tells one entry from the others: the id of its record, or of a deal's step; a kind without records has one. */
export function entryKey(entry: { readonly kind: string }): string {
  const record = (entry as Readonly<Record<string, unknown>>)[entry.kind] as
    | { readonly id: string; readonly stepId?: string }
    | undefined;
  return record?.stepId ?? record?.id ?? entry.kind;
}

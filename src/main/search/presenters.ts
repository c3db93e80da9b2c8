import type { CollectionName } from '@shared/collections';
import { callPresenter } from '../calls/presenter';
import { clientPresenter } from '../clients/presenter';
import { contactPresenter } from '../contacts/presenter';
import { dealPresenter } from '../deals/presenter';
import { documentPresenter } from '../documents/presenter';
import { notePresenter } from '../notes/presenter';
import { taskPresenter } from '../tasks/presenter';
import { type Presenter, plainPresenter } from './presenter';

/** Kinds whose hits show more than their entities say: one line for each. */
const own: readonly Presenter[] = [
  clientPresenter,
  contactPresenter,
  dealPresenter,
  callPresenter,
  taskPresenter,
  notePresenter,
  documentPresenter,
];

/** How the hits of a kind are shown and ranked. */
export const presenterOf = (kind: CollectionName): Presenter =>
  own.find((one) => one.kind === kind) ?? plainPresenter(kind);

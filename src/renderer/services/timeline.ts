import { type EntryKind, type EntryView, features } from './feature';

/** How an entry of a kind is drawn. */
export function entryView<K extends EntryKind>(kind: K): EntryView<K> | undefined {
  const view = features()
    .map(({ timeline }) => timeline?.[kind])
    .find((one) => one !== undefined);
  return view as EntryView<K> | undefined;
}

/** Loads what draws the entries, with the screen that shows them: else each would come a moment after it. */
export async function fetchEntries(): Promise<void> {
  const views = features().flatMap(({ timeline }) => Object.values(timeline ?? {}));
  await Promise.all(views.map((view) => view.fetch()));
}

import { entityOf } from '@shared/kinds';
import { hitKinds, MOST_OPENED, type OpenedRecord } from '@shared/search/contract';
import { useEffect } from 'react';
import { dropDraft, keepDraft, readDraft } from '../drafts/drafts';
import { createStore, useStore } from '../lib/store';
import { usePath } from '../services/navigation';
import { type Overlay, recordIdOf, useOverlay } from '../services/overlays';
import { recordAt } from '../services/records';

const NAME = 'view:opened-records';
/** Where 0.1.0 kept the clients alone. */
const OLD_NAME = 'view:recent-clients';

const records = createStore<readonly OpenedRecord[]>([]);
let reading: Promise<void> | undefined;

/**
 * The records whose cards and forms were opened last on this device, the newest first; kept sealed as drafts are.
 * They are read when they are first wanted: not while the window comes up.
 */
export function openedRecords(): readonly OpenedRecord[] {
  void read();
  return records.get();
}

/** Puts a record before all that were opened earlier, in this window or in another. */
export async function rememberOpened(kind: OpenedRecord['kind'], id: string): Promise<void> {
  await read();
  if (records.get()[0]?.id === id) return;
  const stored = (await readDraft<readonly OpenedRecord[]>(NAME)) ?? records.get();
  set([{ kind, id }, ...stored.filter((one) => one.id !== id)]);
  await keepDraft(NAME, records.get());
}

/** Follows what is opened over and beside the search. */
export function useRememberOpened(): void {
  const path = usePath();
  const overlay = useOverlay();
  useEffect(() => {
    const shown = recordAt(path);
    const kind = shown && hitKindOf(entityOf(shown.kind).one);
    if (kind) void rememberOpened(kind, shown.id);
  }, [path]);
  useEffect(() => {
    const opened = overlay && recordOf(overlay);
    if (opened) void rememberOpened(opened.kind, opened.id);
  }, [overlay]);
}

const hitKindOf = (name: string) => hitKinds.find((one) => one === name);

/** The record whose form an overlay is; a form is called as its kind is. */
function recordOf(overlay: Overlay): OpenedRecord | undefined {
  const kind = hitKindOf(overlay.kind);
  const id = recordIdOf(overlay);
  return kind && id !== '' ? { kind, id } : undefined;
}

/** @param wanted whether they are about to be shown; nothing is read before */
export function useOpenedRecords(wanted: boolean): readonly OpenedRecord[] {
  const known = useStore(records);
  useEffect(() => {
    if (wanted) void read();
  }, [wanted]);
  return known;
}

function read(): Promise<void> {
  reading ??= (async () => {
    const stored = await readDraft<readonly OpenedRecord[]>(NAME);
    const older = stored ?? (await readDraft<readonly string[]>(OLD_NAME))?.map(asClient) ?? [];
    if (!stored) void dropDraft(OLD_NAME);
    set([...records.get(), ...older]);
  })();
  return reading;
}

const asClient = (id: string): OpenedRecord => ({ kind: 'client', id });

const set = (next: readonly OpenedRecord[]): void => records.set(next.slice(0, MOST_OPENED));

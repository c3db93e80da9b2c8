import { hitKinds, MOST_OPENED, type OpenedRecord } from '@shared/search/contract';
import { useEffect, useSyncExternalStore } from 'react';
import { usePath } from '../app/navigation';
import { type Overlay, useOverlay } from '../app/overlays';
import { dropDraft, keepDraft, readDraft } from '../drafts/drafts';

const NAME = 'view:opened-records';
/** Where 0.1.0 kept the clients alone. */
const OLD_NAME = 'view:recent-clients';

let records: readonly OpenedRecord[] = [];
let reading: Promise<void> | undefined;
const listeners = new Set<() => void>();

/**
 * The records whose cards and forms were opened last on this device, the newest first; kept sealed as drafts are.
 * They are read when they are first wanted: not while the window comes up.
 */
export function openedRecords(): readonly OpenedRecord[] {
  void read();
  return records;
}

/** Puts a record before all that were opened earlier, in this window or in another. */
export async function rememberOpened(kind: OpenedRecord['kind'], id: string): Promise<void> {
  await read();
  if (records[0]?.id === id) return;
  const stored = (await readDraft<readonly OpenedRecord[]>(NAME)) ?? records;
  set([{ kind, id }, ...stored.filter((one) => one.id !== id)]);
  await keepDraft(NAME, records);
}

/** Follows what is opened over and beside the search. */
export function useRememberOpened(): void {
  const client = /^\/clients\/([^/]+)$/.exec(usePath())?.[1];
  const deal = /^\/deals\/([^/]+)$/.exec(usePath())?.[1];
  const overlay = useOverlay();
  useEffect(() => {
    if (client !== undefined) void rememberOpened('client', client);
  }, [client]);
  useEffect(() => {
    if (deal !== undefined) void rememberOpened('deal', deal);
  }, [deal]);
  useEffect(() => {
    const opened = overlay && recordOf(overlay);
    if (opened) void rememberOpened(opened.kind, opened.id);
  }, [overlay]);
}

/** The record whose form an overlay is, by the id it was opened with: `taskId` of a task. */
function recordOf(overlay: Overlay): OpenedRecord | undefined {
  const kind = hitKinds.find((one) => one === overlay.kind);
  const id = Object.entries(overlay).find(([name]) => name === `${kind}Id`)?.[1];
  return kind && typeof id === 'string' && id !== '' ? { kind, id } : undefined;
}

/** @param wanted whether they are about to be shown; nothing is read before */
export function useOpenedRecords(wanted: boolean): readonly OpenedRecord[] {
  const known = useSyncExternalStore(subscribe, () => records);
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
    set([...records, ...older]);
  })();
  return reading;
}

const asClient = (id: string): OpenedRecord => ({ kind: 'client', id });

function set(next: readonly OpenedRecord[]): void {
  records = next.slice(0, MOST_OPENED);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

import {
  type DuplicateChoice,
  type ImportFile,
  type ImportPlan,
  importDelimiters,
  importEncodings,
} from '@shared/import/contract';
import type { PlanTarget } from '@shared/import/record-targets';
import type { DateOrder } from '@shared/lib/loose-date';
import { useSyncExternalStore } from 'react';

/** What a person has chosen for the picked file; kept while they look at other screens. */
export interface PlanDraft {
  readonly fileId: string;
  readonly mapping: readonly PlanTarget[];
  readonly duplicates: DuplicateChoice;
  readonly ownerId: string;
  readonly tag: string;
  /** '' lets the column decide. */
  readonly dateOrder: DateOrder | '';
  /** What becomes of rows that may be known clients: of all, and of single ones. */
  readonly possible: DuplicateChoice;
  readonly decisions: NonNullable<ImportPlan['decisions']>;
  /** Of a file of records: its funnel, what becomes of unknown clients, and what names in it are. */
  readonly funnelId: string;
  readonly missing: 'leave' | 'create';
  readonly values: NonNullable<ImportPlan['values']>;
}

let draft: PlanDraft | undefined;
/** The reading (encoding, delimiter) the draft's mapping belongs to. */
let reading = '';
const listeners = new Set<() => void>();

const readingOf = (file: ImportFile): string =>
  JSON.stringify([file.fileId, file.kind, file.encoding, file.delimiter, file.headers]);

function set(next: PlanDraft): void {
  draft = next;
  for (const listener of listeners) listener();
}

/** The draft for a file: begun anew for another file; read otherwise, the file brings its mapping along. */
function draftFor(file: ImportFile, plan: ImportPlan | undefined): PlanDraft {
  const now = readingOf(file);
  if (draft && draft.fileId === file.fileId && reading === now) return draft;
  const former = draft?.fileId === file.fileId ? draft : plan?.fileId === file.fileId ? plan : undefined;
  reading = now;
  draft = {
    fileId: file.fileId,
    mapping: file.mapping,
    duplicates: former?.duplicates ?? 'skip',
    ownerId: former?.ownerId ?? '',
    tag: former?.tag ?? '',
    dateOrder: former?.dateOrder ?? '',
    possible: former?.possible ?? 'create',
    funnelId: former?.funnelId ?? '',
    missing: former?.missing ?? 'leave',
    values: [...(former?.values ?? [])],
    // Lines belong to a reading of the file.
    decisions: former?.fileId === file.fileId && former !== draft ? (former.decisions ?? []) : [],
  };
  return draft;
}

/**
 * The choices for the picked file and their setter.
 * @param plan what was last checked or imported, in this or another window
 */
export function usePlan(
  file: ImportFile,
  plan: ImportPlan | undefined,
): [PlanDraft, (patch: Partial<PlanDraft>) => void] {
  const value = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => draftFor(file, plan),
  );
  return [value, (patch) => set({ ...draftFor(file, plan), ...patch })];
}

/** The draft as the contract wants it. */
export function planOf(file: ImportFile, { mapping, ...choices }: PlanDraft): ImportPlan {
  const encoding = importEncodings.find((name) => name === file.encoding) ?? '';
  const delimiter = importDelimiters.find((sign) => sign === file.delimiter) ?? '';
  const { kind } = file;
  return {
    ...{ ...choices, kind, encoding, delimiter },
    decisions: [...choices.decisions],
    values: [...choices.values],
    mapping: [...mapping],
  };
}

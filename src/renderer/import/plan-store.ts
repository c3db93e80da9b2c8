import {
  type DuplicateChoice,
  type ImportFile,
  type ImportPlan,
  importDelimiters,
  importEncodings,
} from '@shared/import/contract';
import type { PlanTarget } from '@shared/import/record-targets';
import type { DateOrder } from '@shared/lib/loose-date';
import { useMemo } from 'react';
import { createStore, useStore } from '../lib/store';

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

/** What was chosen last, and the reading (encoding, delimiter) of the file that its mapping belongs to. */
const chosen = createStore<{ readonly draft: PlanDraft; readonly reading: string } | undefined>(undefined);
type Chosen = ReturnType<typeof chosen.get>;

const readingOf = (file: ImportFile): string =>
  JSON.stringify([file.fileId, file.kind, file.encoding, file.delimiter, file.headers]);

/** The draft for a file: begun anew for another file; read otherwise, the file brings its mapping along. */
function draftFor(kept: Chosen, file: ImportFile, plan: ImportPlan | undefined): PlanDraft {
  const draft = kept?.draft.fileId === file.fileId ? kept.draft : undefined;
  if (draft && kept?.reading === readingOf(file)) return draft;
  const former = draft ?? (plan?.fileId === file.fileId ? plan : undefined);
  return {
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
    decisions: draft ? [] : (former?.decisions ?? []),
  };
}

/**
 * The choices for the picked file and their setter.
 * @param plan what was last checked or imported, in this or another window
 */
export function usePlan(
  file: ImportFile,
  plan: ImportPlan | undefined,
): [PlanDraft, (patch: Partial<PlanDraft>) => void] {
  const kept = useStore(chosen);
  const draft = useMemo(() => draftFor(kept, file, plan), [kept, file, plan]);
  const change = (patch: Partial<PlanDraft>) =>
    chosen.set({
      draft: { ...draftFor(chosen.get(), file, plan), ...patch },
      reading: readingOf(file),
    });
  return [draft, change];
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

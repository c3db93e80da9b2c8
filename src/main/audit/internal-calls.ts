import type { ExportKind } from '@shared/audit/events';
import type { DataContext } from '../data/context';
import type { CallHandlers } from '../threads/contract';
import {
  beginExport,
  endExport,
  listUntoldExports,
  replaceExports,
  type UntoldExport,
} from './exports-table';
import type { ExportTeller } from './tell-exports';

/** More than anybody exports between two exchanges. */
const most = 100_000;

/** Main's calls about exports; see `exporting`. */
export interface ExportCalls {
  /** Notes that an export begins; answers its id. */
  'exports.begin': { input: { readonly what: ExportKind; readonly count: number }; output: string };
  'exports.end': { input: { readonly id: string; readonly made: boolean }; output: null };
  'exports.untold': { input: null; output: readonly UntoldExport[] };
  'exports.replace': { input: readonly UntoldExport[]; output: null };
}

export const exportCalls = (context: DataContext, teller: ExportTeller): CallHandlers<ExportCalls> => ({
  'exports.begin': ({ what, count }) => beginExport(context, what, count),
  'exports.end'({ id, made }) {
    endExport(context, id, made);
    if (made) teller.look();
    return null;
  },
  'exports.untold': () => listUntoldExports(context.db, most),
  'exports.replace'(untold) {
    replaceExports(context.db, untold);
    teller.look();
    return null;
  },
});

import type { ExportKind } from '@shared/audit/events';
import { AppError } from '@shared/lib/result';
import type { DataContext } from '../data/context';
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

/** Main's own calls about exports; see `exporting`. */
export function ownExportsCall(
  context: DataContext,
  teller: ExportTeller,
  name: string,
  input: unknown,
): unknown {
  switch (name) {
    case '$exports.begin': {
      const { what, count } = input as { what: ExportKind; count: number };
      return beginExport(context, what, count);
    }
    case '$exports.end': {
      const { id, made } = input as { id: string; made: boolean };
      endExport(context, id, made);
      if (made) teller.look();
      return null;
    }
    case '$exports.untold':
      return listUntoldExports(context.db, most);
    case '$exports.replace':
      replaceExports(context.db, input as UntoldExport[]);
      teller.look();
      return null;
    default:
      throw new AppError('invalid-input', { field: name });
  }
}

import type { DateOrder } from '../lib/loose-date';
import type { RowIssueCode } from './fields';
import { readField } from './parse-field';
import { recordImportOf } from './record-imports';
import {
  importableFields,
  isNamed,
  type PlanTarget,
  type RecordKind,
  type RecordTarget,
} from './record-targets';
import { type Cell, RowDraft } from './row-draft';

/** A name of a row that has to be looked up. */
interface RowName {
  readonly target: RecordTarget;
  readonly field: string;
  readonly cell: Cell;
}

/** A row read by the fields of a kind; its names are still to be looked up. */
export interface ReadRow {
  readonly values: Record<string, unknown>;
  readonly names: readonly RowName[];
  /** Fields the file has a column for. */
  readonly columns: ReadonlySet<string>;
  /** Remarks and what is left for the notes. */
  readonly draft: RowDraft;
}

export interface RecordOptions {
  readonly kind: RecordKind;
  readonly headers: readonly string[];
  /** What the reader of the file could not do with this row, or `''`. */
  readonly problem?: RowIssueCode | '';
  readonly dateOrder?: DateOrder | undefined;
  /** The IANA zone of times of day. */
  readonly zone: string;
}

/**
 * Reads a row by the catalogue of fields of a kind. Nothing is thrown: what cannot be read is remarked upon and left
 * for the notes; a row that cannot be a record has an issue of severity `invalid`.
 */
export function readRow(
  cells: readonly string[],
  mapping: readonly PlanTarget[],
  options: RecordOptions,
): ReadRow {
  const { kind, headers, problem, dateOrder, zone } = options;
  const fields = importableFields(kind).filter(({ target }) => mapping.includes(target));
  const long = new Set<string>(
    fields
      .filter(({ field: { type } }) => ['longText', 'tags', 'phones', 'emails'].includes(type))
      .map(({ target }) => target),
  );
  const draft = new RowDraft(cells, mapping, headers, undefined, long);
  const columns = new Set(fields.map(({ name }) => name));
  const values: Record<string, unknown> = {};
  const names: RowName[] = [];
  const row = { values, names, columns, draft };
  if (problem) draft.refuse(problem);
  const extra = cells.findIndex((cell, column) => column >= headers.length && cell.trim() !== '');
  if (!problem && extra >= 0) draft.refuse('row-too-many-cells', -1, String(cells.length));
  if (draft.issues.some(({ severity }) => severity === 'invalid')) return row;
  const { read = {} } = recordImportOf(kind);
  for (const { target, name, field } of fields) {
    const [cell, ...others] = draft.all(target);
    if (!cell) continue;
    for (const other of others) if (other.text !== cell.text) draft.leave(other);
    if (isNamed(field)) {
      const several = field.type === 'people' || field.type === 'references';
      const texts = several ? cell.text.split(/[,;|\n]/).map((text) => text.trim()) : [cell.text];
      for (const text of texts) if (text !== '') names.push({ target, field: name, cell: { ...cell, text } });
      continue;
    }
    const found = read[name]?.(cell.text) ?? readField(field, cell.text, dateOrder, zone);
    if ('issue' in found) {
      draft.warn(found.issue, cell.column, cell.text);
      draft.leave(cell);
    } else {
      values[name] = found.value;
      if (found.doubt) draft.warn(found.doubt, cell.column, cell.text);
      if (found.doubt === 'text-cut') draft.leave(cell);
    }
  }
  return row;
}

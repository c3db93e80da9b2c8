import { cleanLine, cleanLines, cutText } from './clean';
import type { ColumnTarget, ImportField, RowIssue, RowIssueCode } from './fields';

/** A filled cell with its column. */
export interface Cell {
  readonly column: number;
  readonly header: string;
  readonly text: string;
}

/** Fields whose value may have several lines. */
const MULTILINE: ReadonlySet<ColumnTarget> = new Set<ColumnTarget>([
  'client.notes',
  'client.phones',
  'client.emails',
  'client.tags',
  'contact.phones',
  'contact.emails',
  'rest',
]);

/** A row while it is being turned into records: cleaned cells by target, remarks, lines for the notes. */
export class RowDraft {
  readonly issues: RowIssue[] = [];
  private readonly cells = new Map<ColumnTarget, Cell[]>();
  private readonly leftovers: { readonly column: number; readonly line: string }[] = [];

  constructor(cells: readonly string[], mapping: readonly ColumnTarget[], headers: readonly string[]) {
    for (const [column, raw] of cells.entries()) {
      const target = mapping[column] ?? '';
      if (target === '' || raw.trim() === '') continue;
      const { text, cleaned } = MULTILINE.has(target) ? cleanLines(raw) : cleanLine(raw);
      if (cleaned) this.warn('text-cleaned', column, text);
      if (text.includes('\ufffd')) this.warn('text-undecodable', column, text);
      if (text === '') continue;
      const cell = { column, header: headers[column] ?? '', text };
      this.cells.set(target, [...(this.cells.get(target) ?? []), cell]);
    }
    for (const cell of this.all('rest')) this.leave(cell);
  }

  /** Filled cells of a target. */
  all(target: ColumnTarget): readonly Cell[] {
    return this.cells.get(target) ?? [];
  }

  /** The first value of a field, cut to its length; other values that differ go to the notes. */
  one(field: ImportField, length: number): string {
    const [first, ...others] = this.all(field);
    if (!first) return '';
    for (const other of others) if (other.text !== first.text) this.leave(other);
    return this.fit(first, first.text, length);
  }

  /** The column a field's value comes from, -1 for none. */
  columnOf(field: ImportField): number {
    return this.all(field)[0]?.column ?? -1;
  }

  /** Cuts a text that is too long; the whole of it goes to the notes. */
  fit(cell: Cell, text: string, length: number): string {
    if (text.length <= length) return text;
    this.warn('text-cut', cell.column, text);
    this.leave(cell);
    return cutText(text, length);
  }

  /** Keeps a value that fits no field as a line of the notes. */
  leave(cell: Cell, text = cell.text): void {
    this.leftovers.push({ column: cell.column, line: cell.header === '' ? text : `${cell.header}: ${text}` });
  }

  /** Lines for the notes in the order of the columns, each once. */
  restLines(): string[] {
    const ordered = [...this.leftovers].sort((a, b) => a.column - b.column);
    return [...new Set(ordered.map(({ line }) => line))];
  }

  warn(code: RowIssueCode, column: number, value = ''): void {
    this.issues.push({ code, column, value: cutText(value, 200), severity: 'warning' });
  }

  refuse(code: RowIssueCode, column = -1, value = ''): void {
    this.issues.push({ code, column, value: cutText(value, 200), severity: 'invalid' });
  }
}

import { cleanLine, cleanLines, cutText } from './clean';
import type { ColumnTarget, ImportField, RowIssue, RowIssueCode } from './fields';
import { selfTitled } from './vcard-columns';

/** A filled cell with its column. */
export interface Cell {
  readonly column: number;
  readonly header: string;
  readonly text: string;
}

/** Fields whose value may have several lines. */
const MULTILINE: ReadonlySet<string> = new Set<ColumnTarget>([
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
  private readonly cells = new Map<string, Cell[]>();
  private readonly leftovers: { readonly column: number; readonly line: string }[] = [];

  /**
   * @param titleOf a header of a card, or a label in it, in words; the header itself unless given
   * @param multiline targets whose values may have several lines
   */
  constructor(
    cells: readonly string[],
    mapping: readonly string[],
    headers: readonly string[],
    private readonly titleOf: (name: string) => string = (name) => name,
    multiline = MULTILINE,
  ) {
    for (const [column, raw] of cells.entries()) {
      const target = mapping[column] ?? '';
      if (target === '' || raw.trim() === '') continue;
      const { text, cleaned } = multiline.has(target) ? cleanLines(raw) : cleanLine(raw);
      if (cleaned) this.warn('text-cleaned', column, text);
      if (text.includes('\ufffd')) this.warn('text-undecodable', column, text);
      if (text === '') continue;
      const cell = { column, header: headers[column] ?? '', text };
      this.cells.set(target, [...(this.cells.get(target) ?? []), cell]);
    }
    for (const cell of this.all('rest')) {
      if (selfTitled.has(cell.header)) this.leaveTitled(cell);
      else this.leave(cell);
    }
  }

  /** Filled cells of a target. */
  all(target: string): readonly Cell[] {
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
    const title = this.titleOf(cell.header);
    this.leftovers.push({ column: cell.column, line: title === '' ? text : `${title}: ${text}` });
  }

  /** Properties of a card that have no field: each line has its own title; what is kept so is remarked upon. */
  private leaveTitled({ column, header, text }: Cell): void {
    for (const line of text.split('\n')) {
      const found = /^([^:(]+?)(\s\(.*?\))?: (.*)$/.exec(line);
      if (!found && /^[A-Z]+$/.test(line)) {
        this.warn('picture-left-out', column, this.titleOf(line));
        continue;
      }
      const title = this.titleOf(found?.[1] ?? '');
      const kept = found ? `${title}${found[2] ?? ''}: ${found[3] ?? ''}` : line;
      this.leftovers.push({ column, line: kept });
      if (header === 'OTHER') this.warn('kept-in-notes', column, kept);
    }
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

import { nameKey } from '@shared/domain/requisites/legal-forms';
import { cutText } from '@shared/import/clean';
import {
  type ImportCounts,
  type ImportPlan,
  type ImportProblem,
  noImportCounts,
} from '@shared/import/contract';
import { readRow } from '@shared/import/convert-record';
import type { RowIssueCode } from '@shared/import/fields';
import { importedClient } from '@shared/import/imported-client';
import type { CompletionIssue } from '@shared/import/record-import';
import { recordImportOf } from '@shared/import/record-imports';
import {
  importableField,
  notesFieldOf,
  type RecordKind,
  recordMappingOf,
} from '@shared/import/record-targets';
import { clientFields } from '@shared/import/records';
import { isHeaderAgain, isTotalsRow } from '@shared/import/spare-rows';
import { entityOf, fieldsOf, titleOf } from '@shared/kinds';
import type { DateOrder } from '@shared/lib/loose-date';
import { countOf, idAt, type NewClient } from './batch';
import type { ImportRow } from './open';
import type { RecordDatabase } from './record-database';
import type { RowWork } from './row-sorter';

/** How many problems of each kind are shown; the counts are of all. */
const PROBLEMS_SHOWN = 200;
/** Ids of elements of records are counted from here, above those of the records themselves. */
const ELEMENTS_FROM = 2 ** 34;

export interface RecordSorterOptions {
  readonly kind: RecordKind;
  readonly headers: readonly string[];
  readonly plan: ImportPlan;
  /** Title of the lines that fit no field: «Прочее:». */
  readonly restTitle: string;
  /** A field in words, for a name nobody here has. */
  readonly fieldTitle: (field: string) => string;
  /** Ids of new records begin like it; '' in a dry run. */
  readonly importId: string;
  readonly now: string;
  readonly today: string;
  readonly zone: string;
  readonly dateOrder?: DateOrder | undefined;
  readonly database: Pick<RecordDatabase, 'find' | 'earlier' | 'values' | 'funnel'>;
}

/** What is told of a name that nothing has, or several have. */
const unknown: Readonly<Record<string, RowIssueCode>> = {
  clients: 'client-unknown',
  stages: 'stage-unknown',
  person: 'responsible-unknown',
  people: 'responsible-unknown',
};

/**
 * Decides for each row of a file of one kind of records what becomes of it. The dry run and the import ask the same
 * sorter, so that the one promises what the other does.
 */
export class RecordSorter {
  readonly #counts: { -readonly [K in keyof ImportCounts]: number } = { ...noImportCounts };
  readonly #problems: Record<ImportProblem['kind'], ImportProblem[]> = {
    invalid: [],
    duplicate: [],
    warning: [],
  };
  readonly #mapping: ReturnType<typeof recordMappingOf>;
  readonly #lines: number[] = [];
  /** Clients this import makes, by their names; one is written with the first row that gets in. */
  readonly #clients = new Map<string, { readonly made: NewClient; isWritten: boolean }>();
  #elements = 0;

  constructor(private readonly options: RecordSorterOptions) {
    this.#mapping = recordMappingOf(options.kind, options.plan.mapping);
  }

  get counts(): ImportCounts {
    return { ...this.#counts };
  }

  get problems(): ImportProblem[] {
    const { invalid, duplicate, warning } = this.#problems;
    return [...invalid, ...duplicate, ...warning].sort((a, b) => a.line - b.line);
  }

  get values() {
    return this.options.database.values;
  }

  /** Rows of records are never taken for clients. */
  readonly possible = [];
  leftOut(): void {}

  /** Why a row is none of the table's: its totals, or its header once more. */
  spare({ cells, problem }: ImportRow): 'row-totals' | 'row-repeats-header' | null {
    if (problem !== '') return null;
    if (isTotalsRow(cells)) return 'row-totals';
    return isHeaderAgain(cells, this.options.headers) ? 'row-repeats-header' : null;
  }

  /** Why a row stays out; empty for one that gets in. */
  refusals(row: ImportRow): RowIssueCode[] {
    const { issues } = this.#complete(row);
    return issues.filter(({ severity }) => severity === 'invalid').map(({ code }) => code);
  }

  /** Takes the next row; answers what is to be written for it, or null. */
  take(row: ImportRow): RowWork | null {
    const { line } = row;
    const spare = this.spare(row);
    if (spare) {
      this.#report('warning', line, spare, '', row.cells.filter((cell) => cell.trim() !== '').join('; '));
      return null;
    }
    const { fields, issues, clients = [] } = this.#complete(row);
    this.#count({ rows: 1 });
    for (const { severity, code, column, value } of issues) {
      this.#report(severity, line, code, this.options.headers[column] ?? '', value);
    }
    if (!fields) {
      this.#count({ invalid: 1 });
      return null;
    }
    const { kind, database, plan } = this.options;
    const earlier = database.earlier(fields, line);
    if (earlier !== null && plan.duplicates !== 'create') {
      this.#count({ duplicates: 1 });
      if (earlier > 0) this.#report('duplicate', line, 'record-in-file', '', String(earlier));
      else this.#report('duplicate', line, 'record-in-base', '', titleOf(kind, fields));
      return null;
    }
    this.#count({ fresh: 1, taken: 1, records: 1 });
    if (issues.length > 0) this.#count({ warnings: 1 });
    if (clientOfFields(kind, fields) === '') this.#count({ unlinked: 1 });
    const made = clients.filter(({ isWritten }) => !isWritten);
    for (const client of made) client.isWritten = true;
    this.#count({ clients: made.length });
    return { clients: made.map((one) => one.made), record: { id: this.#nextId(line), kind, fields } };
  }

  /** A record the store refused: its row counts as invalid after all. Answers the line. */
  refuse(id: string): number {
    const line = this.#lines[countOf(id)] ?? 0;
    this.#count({ invalid: 1, fresh: -1, taken: -1 });
    this.#report('invalid', line, 'row-refused', '', '');
    return line;
  }

  /** The whole record of a row, absent where it cannot be one. */
  #complete(row: ImportRow) {
    const { kind, headers, dateOrder, zone, database, plan, now, today, restTitle, fieldTitle } =
      this.options;
    const { values, names, columns, draft } = readRow(row.cells, this.#mapping, {
      ...{ kind, headers, problem: row.problem, dateOrder, zone },
    });
    const { issues } = draft;
    if (issues.some(({ severity }) => severity === 'invalid')) return { issues };
    const said: Record<string, string> = {};
    const clients: { readonly made: NewClient; isWritten: boolean }[] = [];
    for (const { target, field: name, cell } of names) {
      const field = importableField(target)?.field;
      said[name] = [said[name], cell.text].filter(Boolean).join(', ');
      const found = database.find(target, cell.text);
      if (found.create) {
        const client = this.#client(cell.text, row.line);
        clients.push(client);
        values[name] = client.made.id;
      } else if (found.ids.length === 0) {
        const code = unknown[field?.of === 'clients' ? 'clients' : (field?.list ?? field?.type ?? '')];
        draft.warn(code ?? 'name-unknown', cell.column, cell.text);
        draft.leave({ ...cell, header: fieldTitle(name) });
      } else if (field?.type === 'people' || field?.type === 'references') {
        values[name] = [...new Set([...((values[name] as string[] | undefined) ?? []), ...found.ids])];
      } else values[name] = found.ids[0];
    }
    const world = {
      ...{ now, today, ownerId: plan.ownerId, tag: plan.tag, funnel: database.funnel },
      newId: () => idAt(this.options.importId, ELEMENTS_FROM + this.#elements++),
    };
    const { complete } = recordImportOf(kind);
    const whole = complete
      ? complete({ values, names: said, columns }, world)
      : { fields: emptyWith(kind, values), issues: [] as CompletionIssue[] };
    for (const { code, field, keeps } of whole.issues) {
      const cell = draft.all(`${kind}.${field}`)[0];
      draft.warn(code, cell?.column ?? -1, cell?.text ?? '');
      if (keeps && cell) draft.leave(cell);
    }
    if (titleOf(kind, whole.fields) === '') {
      draft.refuse('row-no-name');
      return { issues };
    }
    return { fields: this.#withNotes(whole.fields, draft.restLines(), restTitle), issues, clients };
  }

  /** What fits no field stands in the notes, under its title. */
  #withNotes(
    fields: Record<string, unknown>,
    lines: readonly string[],
    title: string,
  ): Record<string, unknown> {
    const name = notesFieldOf(this.options.kind);
    if (lines.length === 0 || name === undefined) return fields;
    const rest = [title, ...lines].filter(Boolean).join('\n');
    const field = fieldsOf(this.options.kind).find(([one]) => one === name)?.[1];
    const text = [String(fields[name] ?? ''), rest].filter(Boolean).join('\n\n');
    return { ...fields, [name]: cutText(text, field?.maxLength ?? 100_000) };
  }

  /** The client an import makes of a name: once, whatever rows name it. */
  #client(name: string, line: number) {
    const key = nameKey(name);
    const known = this.#clients.get(key);
    if (known) return known;
    const { ownerId, tag } = this.options.plan;
    const fields = clientFields(importedClient(name), { ownerId, tag });
    const client = { made: { id: this.#nextId(line), fields }, isWritten: false };
    this.#clients.set(key, client);
    return client;
  }

  #nextId(line: number): string {
    this.#lines.push(line);
    return idAt(this.options.importId, this.#lines.length - 1);
  }

  #count(more: Partial<ImportCounts>): void {
    for (const [name, by] of Object.entries(more)) this.#counts[name as keyof ImportCounts] += by;
  }

  #report(
    kind: ImportProblem['kind'],
    line: number,
    code: RowIssueCode,
    column: string,
    value: string,
  ): void {
    const list = this.#problems[kind];
    if (list.length < PROBLEMS_SHOWN) list.push({ line, code, kind, column, value: value.slice(0, 200) });
  }
}

/** A record of nothing but what a row gave: every other field is empty. */
const emptyWith = (kind: RecordKind, values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(fieldsOf(kind).map(([name, field]) => [name, values[name] ?? field.empty]));

function clientOfFields(kind: RecordKind, fields: Readonly<Record<string, unknown>>): string {
  const { belongsTo } = entityOf(kind);
  // What belongs to nobody lacks nobody.
  return belongsTo ? String(fields[belongsTo.clients] ?? '') : 'none';
}

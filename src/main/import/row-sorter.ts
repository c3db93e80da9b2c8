import type { ImportCounts, ImportPlan, ImportProblem } from '@shared/import/contract';
import { noImportCounts } from '@shared/import/contract';
import { type ConvertedRow, convertRow } from '@shared/import/convert';
import { contactKeys, InFileDuplicates } from '@shared/import/duplicates';
import { type ImportedClient, type Mapping, mappingOf } from '@shared/import/fields';
import { HashTable, hashText } from '@shared/import/hash';
import { type ClientFields, clientFields, contactFields } from '@shared/import/records';
import { isHeaderAgain, isTotalsRow } from '@shared/import/spare-rows';
import type { IsoDate } from '@shared/lib/date-only';
import type { DateOrder } from '@shared/lib/loose-date';
import type { BaseClient } from './base-index';
import { type ClientAddition, countOf, idAt, type NewClient, type NewContact } from './batch';
import type { ImportRow } from './open';

/** How many problems of each kind are shown; the counts are of all. */
const PROBLEMS_SHOWN = 200;
/** Contacts remembered to know a second row of the same person by. */
const CONTACTS_KEPT = 4_000_000;
/** Length of a client's notes. */
const NOTES = 100_000;

/** What a row writes. */
export interface RowWork {
  readonly client?: NewClient;
  readonly contact?: NewContact;
  readonly addition?: ClientAddition;
}

export interface SorterOptions {
  readonly format: 'csv' | 'vcard';
  readonly headers: readonly string[];
  /** A property of a card in words. */
  readonly titleOf: (name: string) => string;
  readonly plan: ImportPlan;
  readonly restTitle: string;
  /** Title of the line that keeps the name of a responsible person we do not know: «Ответственный». */
  readonly responsibleTitle: string;
  /** Ids of new records begin like it; '' in a dry run. */
  readonly importId: string;
  readonly today: IsoDate;
  /** How the file's dates are read; absent where nothing has decided it. */
  readonly dateOrder?: DateOrder | undefined;
  readonly base: {
    readonly find: (client: ImportedClient) => BaseClient | null;
    readonly ownerId: (name: string) => string;
  };
}

/**
 * Decides for each row what becomes of it: a new client, something added to a known one, or nothing; counts and
 * collects remarks. The dry run and the import ask the same sorter, so that the one promises what the other does.
 */
export class RowSorter {
  readonly #counts: { -readonly [K in keyof ImportCounts]: number } = { ...noImportCounts };
  readonly #mapping: Mapping;
  readonly #file = new InFileDuplicates();
  readonly #contacts = new HashTable(CONTACTS_KEPT);
  /** Line of each new client. */
  #lines = new Uint32Array(1024);
  #records = 0;
  readonly #problems: Record<ImportProblem['kind'], ImportProblem[]> = {
    invalid: [],
    duplicate: [],
    warning: [],
  };

  constructor(private readonly options: SorterOptions) {
    this.#mapping = mappingOf(options.plan.mapping);
  }

  get counts(): ImportCounts {
    return { ...this.#counts };
  }

  /** The first problems of each kind, in the order of the file. */
  get problems(): ImportProblem[] {
    const { invalid, duplicate, warning } = this.#problems;
    return [...invalid, ...duplicate, ...warning].sort((a, b) => a.line - b.line);
  }

  convert(row: ImportRow): ConvertedRow {
    const { headers, restTitle, today, dateOrder, format, titleOf } = this.options;
    return convertRow(row.cells, this.#mapping, {
      headers,
      restTitle,
      problem: row.problem,
      today,
      ...(format === 'vcard' ? { titleOf } : {}),
      ...(dateOrder ? { dateOrder } : {}),
    });
  }

  /** Why a row is none of the table's: its totals, or its header once more. */
  spare({ cells, problem }: ImportRow): 'row-totals' | 'row-repeats-header' | null {
    if (problem !== '' || this.options.format !== 'csv') return null;
    if (isTotalsRow(cells)) return 'row-totals';
    return isHeaderAgain(cells, this.options.headers) ? 'row-repeats-header' : null;
  }

  /** Takes the next row; answers what is to be written for it, or null. */
  take(row: ImportRow): RowWork | null {
    const spare = this.spare(row);
    if (spare) {
      this.#report('warning', row.line, spare, '', row.cells.filter((cell) => cell.trim() !== '').join('; '));
      return null;
    }
    const { client, contact, issues } = this.convert(row);
    this.#count({ rows: 1 });
    for (const issue of issues) {
      this.#report(issue.severity, row.line, issue.code, this.#header(issue.column), issue.value);
    }
    if (!client) {
      this.#count({ invalid: 1 });
      return null;
    }
    const work = this.#work(row.line, client, contact);
    if (work) {
      this.#count({ taken: 1 });
      if (issues.length > 0) this.#count({ warnings: 1 });
    }
    return work;
  }

  /** A client the store refused: its row counts as invalid after all. Answers the line. */
  refuse(clientId: string): number {
    const line = this.#lines[countOf(clientId)] ?? 0;
    this.#count({ invalid: 1, fresh: -1, taken: -1 });
    this.#report('invalid', line, 'row-refused', '', '');
    return line;
  }

  #work(line: number, from: ImportedClient, contact: ConvertedRow['contact']): RowWork | null {
    const { plan, base } = this.options;
    const known = base.find(from);
    if (known && plan.duplicates !== 'create') {
      this.#count({ duplicates: 1 });
      if (plan.duplicates === 'skip') {
        this.#report('duplicate', line, 'duplicate-in-base', '', known.name);
        return null;
      }
      const client = this.#record(line, from);
      return {
        addition: { clientId: known.id, client, ...(contact ? { contact: contactFields(contact) } : {}) },
      };
    }
    if (known) this.#report('warning', line, 'duplicate-in-base', '', known.name);

    const earlier = this.#file.add(from, this.#records);
    if (earlier) return this.#again(line, from, contact, earlier.mark, known !== null);
    return this.#fresh(line, from, contact, known !== null);
  }

  /** A row whose client stands in an earlier row: often the same company's next contact. */
  #again(
    line: number,
    from: ImportedClient,
    contact: ConvertedRow['contact'],
    mark: number,
    inBase: boolean,
  ): RowWork | null {
    const { plan, importId } = this.options;
    const clientId = idAt(importId, mark);
    const isNewContact = contact !== undefined && this.#rememberContact(mark, contact);
    if (plan.duplicates === 'create' && !isNewContact) return this.#fresh(line, from, contact, inBase);
    this.#count({ duplicates: 1 });
    if (plan.duplicates === 'update') {
      const client = this.#record(line, from);
      if (isNewContact) this.#count({ contacts: 1 });
      return { addition: { clientId, client, ...(contact ? { contact: contactFields(contact) } : {}) } };
    }
    if (!isNewContact) {
      this.#report('duplicate', line, 'duplicate-in-file', '', String(this.#lines[mark] ?? 0));
      return null;
    }
    this.#count({ contacts: 1 });
    return { contact: { id: this.#nextId(line), clientId, fields: contactFields(contact) } };
  }

  #fresh(line: number, from: ImportedClient, contact: ConvertedRow['contact'], known: boolean): RowWork {
    const mark = this.#records;
    const id = this.#nextId(line);
    this.#count(known ? { duplicates: 1, clients: 1 } : { fresh: 1, clients: 1 });
    const client = { id, fields: this.#record(line, from) };
    if (!contact) return { client };
    this.#rememberContact(mark, contact);
    this.#count({ contacts: 1 });
    return {
      client,
      contact: { id: this.#nextId(line), clientId: id, fields: contactFields(contact) },
    };
  }

  /** The row's client; its owner by name where we know the name, else the name is kept in the notes. */
  #record(line: number, from: ImportedClient): ClientFields {
    const { plan, base, responsibleTitle } = this.options;
    const named = from.responsible === '' ? '' : base.ownerId(from.responsible);
    const record = clientFields(from, { ownerId: named || plan.ownerId, tag: plan.tag });
    if (from.responsible === '' || named !== '') return record;
    this.#report('warning', line, 'responsible-unknown', '', from.responsible);
    const about = [from.notes, `${responsibleTitle}: ${from.responsible}`].filter(Boolean).join('\n');
    return about.length > NOTES ? record : { ...record, about };
  }

  /** True when the person was not yet seen with this client. */
  #rememberContact(mark: number, contact: NonNullable<ConvertedRow['contact']>): boolean {
    const hashes = contactKeys(contact).map((key) => hashText(`${mark}|${key}`));
    const known = hashes.some((hash) => this.#contacts.get(hash) !== undefined);
    for (const hash of hashes) this.#contacts.add(hash, 1);
    return !known;
  }

  #nextId(line: number): string {
    if (this.#records === this.#lines.length) {
      const longer = new Uint32Array(this.#lines.length * 2);
      longer.set(this.#lines);
      this.#lines = longer;
    }
    this.#lines[this.#records] = line;
    const id = idAt(this.options.importId, this.#records);
    this.#records += 1;
    return id;
  }

  #header(column: number): string {
    return this.options.headers[column] ?? '';
  }

  #count(more: Partial<ImportCounts>): void {
    for (const [name, by] of Object.entries(more)) this.#counts[name as keyof ImportCounts] += by;
  }

  #report(
    kind: ImportProblem['kind'],
    line: number,
    code: ImportProblem['code'],
    column: string,
    value: string,
  ): void {
    const list = this.#problems[kind];
    if (list.length < PROBLEMS_SHOWN) list.push({ line, code, kind, column, value: value.slice(0, 200) });
  }
}

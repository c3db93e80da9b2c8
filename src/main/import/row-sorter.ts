import type {
  ImportCounts,
  ImportedValue,
  ImportPlan,
  ImportProblem,
  PossibleDuplicate,
} from '@shared/import/contract';
import { noImportCounts } from '@shared/import/contract';
import { type ConvertedRow, convertRow } from '@shared/import/convert';
import { contactKey, type FileDuplicate, InFileDuplicates } from '@shared/import/duplicates';
import {
  type ImportedClient,
  type ImportField,
  type Mapping,
  mappingOf,
  type RowIssueCode,
} from '@shared/import/fields';
import { HashTable, hashText } from '@shared/import/hash';
import { type ClientFields, clientFields, contactFields, type LeftOut } from '@shared/import/records';
import { isHeaderAgain, isTotalsRow } from '@shared/import/spare-rows';
import type { IsoDate } from '@shared/lib/date-only';
import type { DateOrder } from '@shared/lib/loose-date';
import { type ClientAddition, countOf, idAt, type NewClient, type NewContact, type NewRecord } from './batch';
import type { BaseClient } from './database-index';
import type { ImportRow } from './open';

/** How many problems of each kind are shown; the counts are of all. */
const PROBLEMS_SHOWN = 200;
/** How many rows a person can decide upon one by one. */
const POSSIBLE_SHOWN = 1000;
/** Contacts remembered to know a second row of the same person by. */
const CONTACTS_KEPT = 4_000_000;
/** Length of a client's notes. */
const NOTES = 100_000;

/** What a row writes. */
export interface RowWork {
  readonly client?: NewClient;
  /** Clients that a record names and that are made with it. */
  readonly clients?: readonly NewClient[];
  readonly record?: NewRecord;
  readonly contact?: NewContact;
  readonly addition?: ClientAddition;
}

export interface SorterOptions {
  readonly format: 'csv' | 'vcard';
  readonly headers: readonly string[];
  /** A property of a card in words. */
  readonly titleOf: (name: string) => string;
  /** «строка 5». */
  readonly lineTitle: (line: number) => string;
  /** A field in words. */
  readonly fieldTitle: (field: ImportField) => string;
  readonly plan: ImportPlan;
  readonly restTitle: string;
  /** Title of the line that keeps the name of a responsible person we do not know: «Ответственный». */
  readonly responsibleTitle: string;
  /** Ids of new records begin like it; '' in a dry run. */
  readonly importId: string;
  readonly today: IsoDate;
  /** How the file's dates are read; absent where nothing has decided it. */
  readonly dateOrder?: DateOrder | undefined;
  readonly database: {
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

  readonly #possible: PossibleDuplicate[] = [];
  readonly #decisions: ReadonlyMap<number, ImportPlan['duplicates']>;

  constructor(private readonly options: SorterOptions) {
    const { decisions = [] } = options.plan;
    this.#decisions = new Map(decisions.map(({ line, choice }) => [line, choice]));
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

  /** The first rows that may be known clients, in the order of the file. */
  get possible(): readonly PossibleDuplicate[] {
    return this.#possible;
  }

  /** Tells of what a row could not give to a client who has something else there. */
  leftOut({ line, field, value }: LeftOut & { readonly line: number }): void {
    this.#report('warning', line, 'not-taken-over', this.options.fieldTitle(field), value);
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

  /** Names of clients stand in the rows themselves: nothing is looked up. */
  readonly values: readonly ImportedValue[] = [];

  /** Why a row stays out; empty for one that gets in. */
  refusals(row: ImportRow): RowIssueCode[] {
    const { client, issues } = this.convert(row);
    return client ? [] : issues.filter(({ severity }) => severity === 'invalid').map(({ code }) => code);
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
    const { plan, database } = this.options;
    const inDatabase = database.find(from);
    const known = inDatabase?.strength === 'sure' ? inDatabase : null;
    if (known && plan.duplicates !== 'create') {
      if (plan.duplicates === 'update') return this.#fill(line, from, contact, known);
      this.#count({ duplicates: 1 });
      this.#report('duplicate', line, 'duplicate-in-base', '', known.name);
      return null;
    }
    if (known) this.#report('warning', line, 'duplicate-in-base', '', known.name);

    const earlier = this.#file.find(from);
    if (earlier?.strength === 'sure') return this.#again(line, from, contact, earlier.mark, known !== null);
    if (!known && (inDatabase || earlier)) {
      const decided = this.#maybe(line, from, contact, inDatabase, earlier);
      if (decided !== 'create') return decided;
    }
    this.#file.remember(from, this.#records);
    return this.#fresh(line, from, contact, known !== null);
  }

  /** A row that shares with a client what proves nothing: new, unless a person says otherwise. */
  #maybe(
    line: number,
    from: ImportedClient,
    contact: ConvertedRow['contact'],
    inDatabase: BaseClient | null,
    earlier: FileDuplicate | null,
  ): RowWork | null | 'create' {
    const { plan } = this.options;
    const by = inDatabase?.by ?? earlier?.by ?? 'name';
    const earlierLine = inDatabase ? 0 : (this.#lines[earlier?.mark ?? 0] ?? 0);
    this.#count({ possible: 1 });
    const clientName = inDatabase?.name.slice(0, 200) ?? '';
    if (this.#possible.length < POSSIBLE_SHOWN) {
      const name = from.name.slice(0, 200);
      this.#possible.push({ line, name, by, clientId: inDatabase?.id ?? '', clientName, earlierLine });
    }
    const choice = this.#decisions.get(line) ?? plan.possible ?? 'create';
    if (choice === 'create') return 'create';
    if (choice === 'update')
      return inDatabase
        ? this.#fill(line, from, contact, inDatabase)
        : this.#fillEarlier(line, from, contact, earlier?.mark ?? 0);
    this.#count({ duplicates: 1 });
    const match = inDatabase ? clientName : this.options.lineTitle(earlierLine);
    this.#report('duplicate', line, 'possible-skipped', '', match);
    return null;
  }

  /** Adds a row to a client of the database: a person to a company as its contact. */
  #fill(line: number, from: ImportedClient, contact: ConvertedRow['contact'], known: BaseClient): RowWork {
    this.#count({ duplicates: 1 });
    this.#report('duplicate', line, 'filled-known', '', known.name);
    const { id: clientId } = known;
    if (known.strength === 'hint' && from.kind === 'person' && known.kind !== 'person') {
      const { name, phones, emails, birthday } = from;
      const person = contactFields({ name, position: '', phones, emails, birthday });
      if (from.notes !== '') this.leftOut({ line, field: 'client.notes', value: from.notes });
      return { addition: { line, clientId, contact: person } };
    }
    const client = this.#record(line, from);
    return { addition: { line, clientId, client, ...(contact ? { contact: contactFields(contact) } : {}) } };
  }

  /** Adds a row to the client an earlier row has made. */
  #fillEarlier(
    line: number,
    from: ImportedClient,
    contact: ConvertedRow['contact'],
    mark: number,
    isNewContact = contact !== undefined && this.#rememberContact(mark, contact),
  ): RowWork {
    const clientId = idAt(this.options.importId, mark);
    this.#count(isNewContact ? { duplicates: 1, contacts: 1 } : { duplicates: 1 });
    this.#report('duplicate', line, 'filled-known', '', this.options.lineTitle(this.#lines[mark] ?? 0));
    const client = this.#record(line, from);
    return { addition: { line, clientId, client, ...(contact ? { contact: contactFields(contact) } : {}) } };
  }

  /** A row whose client surely stands in an earlier row: often the same company's next contact. */
  #again(
    line: number,
    from: ImportedClient,
    contact: ConvertedRow['contact'],
    mark: number,
    inDatabase: boolean,
  ): RowWork | null {
    const { plan, importId } = this.options;
    const isNewContact = contact !== undefined && this.#rememberContact(mark, contact);
    if (plan.duplicates === 'create' && !isNewContact) return this.#fresh(line, from, contact, inDatabase);
    if (plan.duplicates === 'update') return this.#fillEarlier(line, from, contact, mark, isNewContact);
    this.#count({ duplicates: 1 });
    const earlierLine = String(this.#lines[mark] ?? 0);
    if (!isNewContact) {
      this.#report('duplicate', line, 'duplicate-in-file', '', earlierLine);
      return null;
    }
    this.#count({ contacts: 1 });
    this.#report('duplicate', line, 'contact-added', '', earlierLine);
    return {
      contact: { id: this.#nextId(line), clientId: idAt(importId, mark), fields: contactFields(contact) },
    };
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
    const { plan, database, responsibleTitle } = this.options;
    const named = from.responsible === '' ? '' : database.ownerId(from.responsible);
    const record = clientFields(from, { ownerId: named || plan.ownerId, tag: plan.tag });
    if (from.responsible === '' || named !== '') return record;
    this.#report('warning', line, 'responsible-unknown', '', from.responsible);
    const about = [from.notes, `${responsibleTitle}: ${from.responsible}`].filter(Boolean).join('\n');
    return about.length > NOTES ? record : { ...record, about };
  }

  /** True when the person was not yet seen with this client: another name, or born on another day. */
  #rememberContact(mark: number, contact: NonNullable<ConvertedRow['contact']>): boolean {
    const { birthday } = contact;
    const hash = (more: string) => hashText(`${mark}|${contactKey(contact)}|${more}`);
    const seen = (more: string) => this.#contacts.get(hash(more)) !== undefined;
    const known = birthday === '' ? seen('any') : seen(birthday) || (seen('any') && !seen('born'));
    this.#contacts.add(hash('any'), 1);
    if (birthday !== '') for (const more of [birthday, 'born']) this.#contacts.add(hash(more), 1);
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

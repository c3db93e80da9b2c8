import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import { defaultFunnel } from '@shared/funnels/defaults';
import type {
  ImportCounts,
  ImportedValue,
  ImportPlan,
  ImportProblem,
  PossibleDuplicate,
  ReadOrder,
} from '@shared/import/contract';
import { failedRowLine, failedRowsHead } from '@shared/import/failed-rows';
import { notesTitle, type RecordKind } from '@shared/import/record-targets';
import { type IsoDate, makeDate } from '@shared/lib/date-only';
import { AppError } from '@shared/lib/result';
import type { Language } from '@shared/settings/contract';
import { texts } from '@shared/texts';
import { wordsOf } from '@shared/texts/kinds-words';
import type { Database } from '../store/sqlite-storage/adapter';
import type { ClientAddition, ImportBatch, NewClient, NewContact, NewRecord, WrittenBatch } from './batch';
import { DatabaseIndex } from './database-index';
import { findDateOrder } from './date-order';
import type { ImportEncoding } from './decode';
import { type OpenedImport, openImport } from './open';
import { RecordDatabase } from './record-database';
import { RecordSorter, type RecordSorterOptions } from './record-sorter';
import { RowSorter, type RowWork, type SorterOptions } from './row-sorter';

/** How long a batch should keep the data thread: an edit made meanwhile waits no longer than that. */
const BATCH_MS = 35;
const BATCH_ROWS = { first: 60, least: 20, most: 600 };
/** A batch is sent at this many characters whatever its rows: notes can be long. */
const BATCH_CHARS = 1_000_000;
const PROGRESS_MS = 100;
/** Lines of refused rows remembered for the file of failed rows. */
const REFUSED_KEPT = 10_000;

export interface RunInput {
  readonly path: string;
  readonly plan: ImportPlan;
  readonly language: Language;
  /** '' for a dry run. */
  readonly importId: string;
}

export interface RunNews {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly counts: ImportCounts;
  readonly speed: number;
}

export interface RunSummary {
  readonly outcome: 'finished' | 'cancelled' | 'failed';
  readonly error: unknown;
  readonly counts: ImportCounts;
  readonly problems: readonly ImportProblem[];
  /** Lines of the rows the store refused. */
  readonly refusedLines: readonly number[];
  readonly seconds: number;
  readonly dateOrder: ReadOrder | null;
  readonly possible: readonly PossibleDuplicate[];
  /** Names in a file of records and what they were taken for. */
  readonly values: readonly ImportedValue[];
}

export interface RunServices {
  readonly db: Database;
  /** Hands a batch to the data thread. */
  readonly write: (batch: ImportBatch) => Promise<WrittenBatch>;
  readonly news: (news: RunNews) => void;
}

/** Opens the file as the plan says. */
export function openPlanned(path: string, plan: Pick<ImportPlan, 'encoding' | 'delimiter'>) {
  return openImport(path, {
    ...(plan.encoding === '' ? {} : { encoding: plan.encoding as ImportEncoding }),
    ...(plan.delimiter === '' ? {} : { delimiter: plan.delimiter }),
  });
}

/** What decides upon the rows of a file: those of clients, or those of one kind of records. */
type Sorter = RowSorter | RecordSorter;

/** The sorter of the plan's kind over what the database has. */
async function openSorter(
  file: OpenedImport,
  input: RunInput,
  db: Database,
  dateOrder: ReadOrder | null,
  signal: AbortSignal,
): Promise<Sorter> {
  const { kind = 'clients' } = input.plan;
  if (kind === 'clients') {
    return sorterFor(file, input, await DatabaseIndex.open(db, rowsAbout(file), signal), dateOrder);
  }
  return recordSorterFor(
    file,
    input,
    kind,
    await RecordDatabase.open(db, kind, input.plan, signal),
    dateOrder,
  );
}

function recordSorterFor(
  file: OpenedImport,
  { plan, language, importId }: RunInput,
  kind: RecordKind,
  database: RecordSorterOptions['database'],
  dateOrder: ReadOrder | null,
): RecordSorter {
  const { imports, kinds } = texts[language];
  const fields: Readonly<Record<string, string>> = {
    ...wordsOf(kinds, kind)?.fields,
    ...imports.extraFields[kind],
  };
  return new RecordSorter({
    ...{ kind, plan, importId, database },
    headers: file.headers,
    restTitle: imports.restTitle,
    fieldTitle: (field) => fields[field] ?? field,
    now: new Date().toISOString(),
    today: todayHere(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    dateOrder: dateOrder?.assumed ? undefined : dateOrder?.order,
  });
}

const sorterFor = (
  file: OpenedImport,
  { plan, language, importId }: RunInput,
  database: SorterOptions['database'],
  dateOrder: ReadOrder | null,
) => {
  const words = texts[language].imports;
  return new RowSorter({
    format: file.format,
    headers: file.headers,
    lineTitle: words.inRow,
    fieldTitle: (field) => words.fields[field],
    titleOf: (name) => words.cardTitles[name.toUpperCase()] ?? name,
    plan,
    importId,
    restTitle: words.restTitle,
    responsibleTitle: words.fields['client.responsible'],
    today: todayHere(),
    dateOrder: dateOrder?.assumed ? undefined : dateOrder?.order,
    database,
  });
};

/** About how many rows a file has, by the length of its first ones. */
function rowsAbout({ sample, totalBytes }: OpenedImport): number {
  const signs = sample.reduce((sum, cells) => sum + cells.reduce((row, cell) => row + cell.length + 1, 0), 0);
  // A sign has one byte or two; too many rows are thought of rather than too few.
  return sample.length === 0 ? 0 : Math.ceil((totalBytes * sample.length) / Math.max(1, signs));
}

/** Today by this computer's calendar. */
function todayHere(): IsoDate {
  const now = new Date();
  return makeDate(now.getFullYear(), now.getMonth() + 1, now.getDate()) ?? now.toISOString().slice(0, 10);
}

/**
 * Reads the whole file and, unless it is a dry run, writes it in batches. One batch is with the data thread while the
 * next is made; its size follows the time the last one took. Cancelled or failed, what has been written stays.
 */
export async function runImport(
  input: RunInput,
  services: RunServices,
  signal: AbortSignal,
): Promise<RunSummary> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const writer = new BatchWriter(input.importId, services.write);
  let sorter: Sorter | undefined;
  let outcome: RunSummary['outcome'] = 'finished';
  let error: unknown = '';
  let dateOrder: ReadOrder | null = null;
  const counts = (): ImportCounts => {
    const sorted = sorter?.counts;
    if (!sorted) return new RowSorter(emptyOptions(input)).counts;
    return input.importId === '' ? sorted : { ...sorted, ...writer.written };
  };
  try {
    const file = await openPlanned(input.path, input.plan);
    const { totalBytes } = file;
    services.news({ bytes: 0, totalBytes, counts: counts(), speed: 0 });
    dateOrder = await findDateOrder(file, input.plan, signal);
    sorter = await openSorter(file, input, services.db, dateOrder, signal);
    const reading = performance.now();
    let told = reading;
    let bytes = 0;
    for await (const row of file.rows(signal)) {
      if (signal.aborted) throw new AppError('import-cancelled');
      bytes = row.bytesRead;
      const work = sorter.take(row);
      if (work && input.importId !== '') {
        writer.add(work);
        if (writer.full) await writer.flush(sorter);
      }
      const now = performance.now();
      if (now - told < PROGRESS_MS) continue;
      told = now;
      services.news({
        bytes,
        totalBytes,
        counts: counts(),
        speed: (sorter.counts.rows * 1000) / (now - reading),
      });
      await breathe();
    }
    await writer.flush(sorter);
  } catch (thrown) {
    outcome = signal.aborted ? 'cancelled' : 'failed';
    if (outcome === 'failed') error = thrown;
  }
  try {
    if (sorter) await writer.settle(sorter);
  } catch (thrown) {
    outcome = 'failed';
    error = thrown;
  }
  const problems = sorter?.problems ?? [];
  return {
    outcome,
    error,
    counts: counts(),
    problems,
    refusedLines: writer.refusedLines,
    seconds: seconds(),
    dateOrder,
    possible: sorter?.possible ?? [],
    values: sorter?.values ?? [],
  };
}

/** A sorter that knows nothing of the database: why a row stays out, it says all the same. */
function sorterOfNothing(file: OpenedImport, input: RunInput): Sorter {
  const { kind = 'clients' } = input.plan;
  if (kind === 'clients') return sorterFor(file, input, emptyOptions(input).database, null);
  const nothing = { ids: [], create: false };
  const database = { find: () => nothing, earlier: () => null, values: [], funnel: defaultFunnel };
  return recordSorterFor(file, input, kind, database, null);
}

const emptyOptions = (input: RunInput): SorterOptions => ({
  format: 'csv',
  headers: [],
  titleOf: (name) => name,
  lineTitle: String,
  fieldTitle: String,
  plan: input.plan,
  importId: input.importId,
  restTitle: '',
  responsibleTitle: '',
  today: todayHere(),
  database: { find: () => null, ownerId: () => '' },
});

/** Gathers a batch while another one is being written. */
class BatchWriter {
  readonly refusedLines: number[] = [];
  readonly #written = { clients: 0, contacts: 0, updated: 0, records: 0 };
  #clients: NewClient[] = [];
  #contacts: NewContact[] = [];
  #additions: ClientAddition[] = [];
  #records: NewRecord[] = [];
  #chars = 0;
  #index = 0;
  #size = BATCH_ROWS.first;
  #under: Promise<WrittenBatch> | undefined;

  constructor(
    private readonly importId: string,
    private readonly write: RunServices['write'],
  ) {}

  get written() {
    return { ...this.#written };
  }

  get full(): boolean {
    return this.#rows >= this.#size || this.#chars >= BATCH_CHARS;
  }

  get #rows(): number {
    return this.#clients.length + this.#contacts.length + this.#additions.length + this.#records.length;
  }

  add({ client, contact, addition, record, clients = [] }: RowWork): void {
    if (client) this.#clients.push(client);
    this.#clients.push(...clients);
    if (record) {
      this.#records.push(record);
      this.#chars += JSON.stringify(record.fields).length;
    }
    if (contact) this.#contacts.push(contact);
    if (addition) this.#additions.push(addition);
    const fields = client?.fields ?? addition?.client;
    this.#chars +=
      (fields?.about.length ?? 0) + (fields?.name.length ?? 0) + (contact?.fields.name.length ?? 0);
  }

  /** Sends what has gathered, once the batch before it has been written. */
  async flush(sorter: Sorter): Promise<void> {
    await this.settle(sorter);
    if (this.#rows === 0) return;
    const batch: ImportBatch = {
      importId: this.importId,
      index: this.#index++,
      clients: this.#clients,
      contacts: this.#contacts,
      additions: this.#additions,
      records: this.#records,
    };
    this.#clients = [];
    this.#contacts = [];
    this.#additions = [];
    this.#records = [];
    this.#chars = 0;
    const under = this.write(batch);
    // Its failure is met at the next settle; until then it must not count as unhandled.
    under.catch(() => {});
    this.#under = under;
  }

  /** Waits for the batch under way. */
  async settle(sorter: Sorter): Promise<void> {
    const under = this.#under;
    this.#under = undefined;
    if (!under) return;
    const { refused, clients, contacts, records, updated, leftOut, ms } = await under;
    for (const value of leftOut) sorter.leftOut(value);
    this.#written.clients += clients;
    this.#written.contacts += contacts;
    this.#written.records += records;
    this.#written.updated += updated;
    for (const id of refused) {
      const line = sorter.refuse(id);
      if (this.refusedLines.length < REFUSED_KEPT) this.refusedLines.push(line);
    }
    const wanted = (this.#size * BATCH_MS) / Math.max(1, ms);
    // Half way to the wanted size: one slow batch (a checkpoint of the log) is no reason to crawl.
    const next = Math.round((this.#size + Math.min(wanted, this.#size * 2)) / 2);
    this.#size = Math.min(BATCH_ROWS.most, Math.max(BATCH_ROWS.least, next));
  }
}

export interface FailedRowsInput {
  readonly path: string;
  readonly plan: ImportPlan;
  readonly language: Language;
  readonly target: string;
  readonly refusedLines: readonly number[];
}

/** Reads the file once more and writes the rows that did not get in, with the reason in words. */
export async function saveFailedRows(input: FailedRowsInput): Promise<number> {
  const words = texts[input.language].imports;
  const file = await openPlanned(input.path, input.plan);
  const issues = words.issues(notesTitle(input.plan.kind ?? 'clients', texts[input.language].kinds));
  const sorter = sorterOfNothing(file, { ...input, importId: '' });
  const refused = new Set(input.refusedLines);
  const out = createWriteStream(input.target, { mode: 0o600 });
  const failed = new Promise<never>((_resolve, reject) => out.once('error', reject));
  failed.catch(() => {});
  let rows = 0;
  const put = async (text: string) => {
    if (!out.write(text)) await Promise.race([once(out, 'drain'), failed]);
  };
  await put(failedRowsHead(file.headers, words.reasonTitle));
  for await (const row of file.rows()) {
    if (sorter.spare(row)) continue;
    const codes = sorter.refusals(row);
    const reasons = codes.length === 0 && refused.has(row.line) ? (['row-refused'] as const) : codes;
    if (reasons.length === 0) continue;
    rows += 1;
    const reason = [...new Set(reasons)].map((code) => issues[code]).join('; ');
    await put(failedRowLine({ cells: row.cells, reason }, file.headers.length));
  }
  const finished = once(out, 'finish');
  out.end();
  await Promise.race([finished, failed]);
  return rows;
}

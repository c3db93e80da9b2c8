import { setImmediate as breathe } from 'node:timers/promises';
import type { Client } from '@shared/clients/schema';
import type { Contact } from '@shared/contacts/schema';
import { isSameContact } from '@shared/import/duplicates';
import {
  type ContactFields,
  fillClient,
  fillContact,
  type LeftOut,
  leftOutOfClient,
  leftOutOfContact,
} from '@shared/import/records';
import { type FilledRecord, type ImportMade, type ImportState, journalId } from '@shared/import/schema';
import { clientFieldOf } from '@shared/kinds';
import { AppError } from '@shared/lib/result';
import { wellFormed } from '@shared/lib/well-formed';
import type { DataContext } from '../data/context';
import { parseRecord, table } from '../reader/reader';
import type { ClientAddition, ImportBatch, WrittenBatch } from './batch';

export interface BeginImport {
  readonly fileName: string;
  readonly format: 'csv' | 'vcard';
}

export interface FinishImport {
  readonly id: string;
  readonly state: ImportState;
  readonly clients: number;
  readonly contacts: number;
  readonly duplicates: number;
  readonly invalid: number;
  /** Records of other kinds that it made, by kind. */
  readonly made?: ImportMade;
}

/** Imports that write now, or are being undone: neither may begin on top of the other. */
const busy = new WeakMap<DataContext, Set<string>>();

export function busyImports(context: DataContext): Set<string> {
  const known = busy.get(context) ?? new Set();
  busy.set(context, known);
  return known;
}

const emptyRun = {
  fileName: '',
  format: 'csv',
  state: 'running',
  finishedAt: '',
  clients: 0,
  contacts: 0,
  duplicates: 0,
  invalid: 0,
  journal: '',
} as const;

/** Notes that an import has begun, so that a crash in the middle of it can be undone. Answers its id. */
export async function beginImport(context: DataContext, input: BeginImport): Promise<string> {
  if (busyImports(context).size > 0) throw new AppError('import-running');
  const id = await context.records.insert('imports', { ...emptyRun, ...input });
  busyImports(context).add(id);
  return id;
}

export async function finishImport(
  context: DataContext,
  { id, made, ...result }: FinishImport,
): Promise<null> {
  busyImports(context).delete(id);
  const journal = made ? { journal: JSON.stringify(made) } : {};
  await context.records.change('imports', id, { ...result, ...journal, finishedAt: context.now() });
  return null;
}

/** Writes one batch: new clients, their contacts, then what is added to clients that are there. */
export async function writeBatch(context: DataContext, batch: ImportBatch): Promise<WrittenBatch> {
  const began = performance.now();
  const { records } = context;
  const { importId } = batch;
  const clients = batch.clients.map(({ id, fields }) => records.stamped<'clients'>(fields, { id, importId }));
  const refused = clients.length > 0 ? await records.insertMany('clients', clients) : [];
  const lost = new Set(refused);
  const contacts = batch.contacts
    .filter(({ clientId }) => !lost.has(clientId))
    .map(({ id, clientId, fields }) =>
      records.stamped<'contacts'>({ clientId, ...fields }, { id, importId }),
    );
  const refusedContacts = contacts.length > 0 ? await records.insertMany('contacts', contacts) : [];

  const made = await writeRecords(context, batch, lost);

  const adder = new Adder(context, importId);
  for (const addition of batch.additions) await adder.add(addition);
  await adder.keepJournal(batch.index);
  return {
    refused: [...refused, ...made.refused],
    records: made.written,
    clients: clients.length - refused.length,
    contacts: contacts.length - refusedContacts.length + adder.contacts,
    updated: adder.updated,
    leftOut: adder.leftOut,
    ms: performance.now() - began,
  };
}

/** Records of other kinds; one whose client was refused stays without a client. */
async function writeRecords(
  { records }: DataContext,
  { importId, records: made = [] }: ImportBatch,
  lost: ReadonlySet<string>,
): Promise<{ readonly refused: string[]; readonly written: number }> {
  const refused: string[] = [];
  for (const kind of new Set(made.map((one) => one.kind))) {
    const field = clientFieldOf(kind);
    const own = made
      .filter((one) => one.kind === kind)
      .map(({ id, fields }) => {
        const sound = lost.has(String(fields[field])) ? { ...fields, [field]: '' } : fields;
        return records.stamped<typeof kind>(wellFormed(sound) as never, { id, importId });
      });
    refused.push(...(await records.insertMany(kind, own)));
  }
  return { refused, written: made.length - refused.length };
}

/** Additions written before others may have their turn. */
const ADDITIONS_AT_ONCE = 8;

/** Adds rows to clients that are there already, and keeps what they were before. */
class Adder {
  contacts = 0;
  updated = 0;
  readonly leftOut: (LeftOut & { readonly line: number })[] = [];
  #sinceBreath = 0;
  readonly #journal: FilledRecord[] = [];

  constructor(
    private readonly context: DataContext,
    private readonly importId: string,
  ) {}

  async add({ line, clientId, client: from, contact }: ClientAddition): Promise<void> {
    this.#sinceBreath += 1;
    if (this.#sinceBreath % ADDITIONS_AT_ONCE === 0) await breathe();
    const { records } = this.context;
    const client = await records.find('clients', clientId);
    if (!client) return;
    if (from) {
      this.#tell(line, leftOutOfClient(client, from));
      const filled = await this.#fill(
        'clients',
        client,
        fillClient(client, from, () => records.newId()),
      );
      if (filled && client.importId !== this.importId) this.updated += 1;
    }
    if (contact) await this.#addContact(line, clientId, contact);
  }

  /** One record for what this batch filled. */
  async keepJournal(index: number): Promise<void> {
    if (this.#journal.length === 0) return;
    const run = { ...emptyRun, state: 'done', journal: JSON.stringify(this.#journal) } as const;
    await this.context.records.insert('imports', run, { id: journalId(this.importId, index) });
  }

  #tell(line: number, values: readonly LeftOut[]): void {
    for (const { field, value } of values) this.leftOut.push({ line, field, value: value.slice(0, 200) });
  }

  async #addContact(line: number, clientId: string, from: ContactFields): Promise<void> {
    const { records, db } = this.context;
    const known = db
      .all(`SELECT data FROM ${table('contacts')} WHERE c_clientId = ? AND deleted = 0`, [clientId])
      .map(([data]) => parseRecord<Contact>(data))
      .find((contact) => isSameContact(contact, from));
    if (known) {
      this.#tell(line, leftOutOfContact(known, from));
      await this.#fill(
        'contacts',
        known,
        fillContact(known, from, () => records.newId()),
      );
      return;
    }
    await records.insert('contacts', { clientId, ...from }, { importId: this.importId });
    this.contacts += 1;
  }

  /**
   * Fills a record. One that was there before is noted for the undo. One that an earlier row of this file made keeps
   * its stamps: the undo takes a record that was changed after it was made for somebody's work.
   */
  async #fill(collection: 'clients' | 'contacts', record: Client | Contact, patch: object): Promise<boolean> {
    const fields = Object.keys(patch);
    if (fields.length === 0) return false;
    const { records } = this.context;
    if (record.importId === this.importId) {
      const found = await records.collections[collection].findOne(record.id).exec();
      await found?.incrementalPatch(patch as never);
      return true;
    }
    await records.change(collection, record.id, patch);
    const before = Object.fromEntries(fields.map((field) => [field, record[field as keyof typeof record]]));
    this.#journal.push({ collection, id: record.id, before, after: { ...patch } });
    return true;
  }
}

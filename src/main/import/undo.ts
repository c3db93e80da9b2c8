import { setImmediate as breathe } from 'node:timers/promises';
import type { CollectionName } from '@shared/collections';
import type { UndoneImport } from '@shared/import/contract';
import { type RecordKind, recordKinds } from '@shared/import/record-targets';
import { unfill } from '@shared/import/records';
import { type FilledRecord, type ImportRun, journalId } from '@shared/import/schema';
import { clientFieldOf, kindsWith } from '@shared/kinds';
import { AppError } from '@shared/lib/result';
import { clientsCommands } from '../clients/commands';
import type { DataContext } from '../data/context';
import type { LastChange } from '../data/records';
import { fieldSql } from '../fields/columns';
import { placeholders, table } from '../reader/reader';
import { busyImports } from './write';

/** Records taken back at a time: an edit made meanwhile waits no longer than that. */
const UNDO_ROWS = 80;
const PROGRESS_MS = 100;

/** What a client's card holds besides its contacts: a client with any of it is in use. */
const used = kindsWith('restorable').filter((kind) => clientFieldOf(kind) !== '' && kind !== 'contacts');
const isUsed = used
  .map(
    (kind) =>
      `EXISTS (SELECT 1 FROM ${table(kind)} WHERE ${fieldSql(kind, clientFieldOf(kind))} = c.id AND deleted = 0)`,
  )
  .join(' OR ');

/** Clients of an import in the order of their rows, and whether somebody has changed or used each since. */
const clientsSql = `SELECT c.id, ${isUsed} AS used,
    c.c_updatedAt > c.c_createdAt OR EXISTS (SELECT 1 FROM ${table('contacts')} AS p
      WHERE p.c_clientId = c.id AND p.deleted = 0
        AND (p.c_importId <> ?1 OR p.c_updatedAt > json_extract(p.data, '$.createdAt'))) AS changed
  FROM ${table('clients')} AS c
  WHERE c.c_importId = ?1 AND c.deleted = 0 AND c.id > ?2 ORDER BY c.id LIMIT ${UNDO_ROWS}`;

/** The rest of an import's contacts: those at clients that were there before, and at clients that stay. */
const contactsSql = `SELECT p.id, EXISTS (SELECT 1 FROM ${table('clients')} AS c
      WHERE c.id = p.c_clientId AND c.deleted = 0 AND c.c_importId = ?1) AS stays,
    p.c_updatedAt > json_extract(p.data, '$.createdAt') OR EXISTS (SELECT 1 FROM ${table('calls')} AS k
      WHERE k.c_clientId = p.c_clientId AND k.deleted = 0
        AND json_extract(k.data, '$.contactId') = p.id) AS changed
  FROM ${table('contacts')} AS p
  WHERE p.c_importId = ?1 AND p.deleted = 0 AND p.id > ?2 ORDER BY p.id LIMIT ${UNDO_ROWS}`;

/** Records of another kind that an import made, and whether somebody has worked on each since. */
const recordsSql = (kind: RecordKind) => `SELECT r.id, 0 AS stays,
    ${fieldSql(kind, 'updatedAt', 'r.')} > ${fieldSql(kind, 'createdAt', 'r.')} AS changed
  FROM ${table(kind)} AS r
  WHERE ${fieldSql(kind, 'importId', 'r.')} = ?1 AND r.deleted = 0 AND r.id > ?2 ORDER BY r.id LIMIT ${UNDO_ROWS}`;

/**
 * Takes a whole import back; see the contract. Interrupted, it can be asked for again.
 * @throws AppError `not-found`, `import-running`
 */
export async function undoImport(
  context: DataContext,
  { id, changedToo }: { readonly id: string; readonly changedToo: boolean },
): Promise<UndoneImport> {
  const run = await context.records.get('imports', id);
  const busy = busyImports(context);
  if (busy.size > 0) throw new AppError('import-running');
  busy.add(id);
  try {
    const undo = new Undo(context, run, changedToo);
    const answer = await undo.run();
    await context.records.change('imports', id, {
      state: 'undone',
      // An import cut short had no end of its own.
      finishedAt: run.finishedAt || context.now(),
      clients: run.clients || undo.found.clients,
      contacts: run.contacts || undo.found.contacts,
    });
    return answer;
  } finally {
    busy.delete(id);
    context.publish('import.progress', { phase: 'idle' });
  }
}

class Undo {
  readonly found: Readonly<Record<'clients' | 'contacts' | 'records', number>>;
  #removed = 0;
  #kept = 0;
  #restored = 0;
  #told = 0;

  constructor(
    private readonly context: DataContext,
    private readonly importRun: ImportRun,
    private readonly changedToo: boolean,
  ) {
    this.found = {
      clients: this.#count('clients'),
      contacts: this.#count('contacts'),
      records: recordKinds.reduce((sum, kind) => sum + this.#count(kind), 0),
    };
  }

  async run(): Promise<UndoneImport> {
    // What belongs to clients goes first: a client is in use while anything of his is there.
    for (const kind of recordKinds) {
      await this.#batches(recordsSql(kind), async (rows) => {
        const going = rows.filter(([, , changed]) => this.changedToo || !changed);
        await this.#remove(kind, going.map(idOf));
        this.#kept += rows.length - going.length;
      });
    }
    await this.#batches(clientsSql, (rows) => this.#removeClients(rows));
    await this.#batches(contactsSql, async (rows) => {
      const going = rows.filter(([, stays, changed]) => !stays && (this.changedToo || !changed));
      await this.#remove('contacts', going.map(idOf));
      this.#kept += rows.length - going.length;
    });
    await this.#restore();
    return { removed: this.#removed, kept: this.#kept, restored: this.#restored };
  }

  async #batches(sql: string, take: (rows: Row[]) => Promise<void>): Promise<void> {
    const { db } = this.context;
    let last = '';
    for (;;) {
      const rows = db.all(sql, [this.importRun.id, last]) as unknown as Row[];
      if (rows.length === 0) return;
      last = idOf(rows[rows.length - 1] ?? ['', 0, 0]);
      await take(rows);
      this.#tell();
      // Others have their turn between the batches.
      await breathe();
    }
  }

  async #removeClients(rows: readonly Row[]): Promise<void> {
    const free = rows.filter(([, inUse, changed]) => !inUse && (this.changedToo || !changed)).map(idOf);
    // One stamp: from the recycle bin a client comes back with its contacts.
    const stamp = this.context.records.lastChange();
    await this.#remove('contacts', this.#contactsOf(free), stamp);
    await this.#remove('clients', free, stamp);
    for (const [id, inUse] of rows) {
      if (!inUse || !this.changedToo) continue;
      // What hangs on the client goes with it, as if it were removed by hand.
      const { archived } = await clientsCommands['clients.remove'](this.context, { id });
      if (archived) this.#kept += 1;
      else this.#removed += 1;
    }
    if (!this.changedToo) this.#kept += rows.length - free.length;
  }

  #contactsOf(clientIds: readonly string[]): string[] {
    if (clientIds.length === 0) return [];
    return this.context.db
      .all(
        `SELECT id FROM ${table('contacts')} WHERE deleted = 0 AND c_clientId IN (${placeholders(clientIds)})`,
        clientIds,
      )
      .map(([id]) => String(id));
  }

  async #remove(collection: CollectionName, ids: readonly string[], stamp?: LastChange): Promise<void> {
    await this.context.records.removeMany(collection, ids, stamp);
    this.#removed += ids.length;
  }

  /** Gives filled records their former values, the last filling first; the journal goes as it is worked off. */
  async #restore(): Promise<void> {
    const { db, records } = this.context;
    const { id } = this.importRun;
    const journals = db
      .all(`SELECT id FROM ${table('imports')} WHERE id > ? AND id < ? AND deleted = 0 ORDER BY id DESC`, [
        journalId(id, 0).slice(0, -8),
        `${id}.`,
      ])
      .map(([journal]) => String(journal));
    const restored = new Set<string>();
    for (const journal of journals) {
      const { journal: text } = await records.get('imports', journal);
      const entries = JSON.parse(text) as FilledRecord[];
      for (const entry of entries.reverse()) {
        const record = await records.find(entry.collection, entry.id);
        if (!record) continue;
        await records.change(entry.collection, entry.id, unfill(record, entry));
        if (entry.collection === 'clients') restored.add(entry.id);
        await breathe();
      }
      await records.remove('imports', journal);
      this.#tell();
    }
    this.#restored = restored.size;
  }

  #count(collection: CollectionName): number {
    const [row] = this.context.db.all(
      `SELECT count(*) FROM ${table(collection)} WHERE ${fieldSql(collection, 'importId')} = ? AND deleted = 0`,
      [this.importRun.id],
    );
    return Number(row?.[0] ?? 0);
  }

  #tell(): void {
    const now = performance.now();
    if (now - this.#told < PROGRESS_MS) return;
    this.#told = now;
    this.context.publish('import.progress', {
      phase: 'undoing',
      importId: this.importRun.id,
      fileName: this.importRun.fileName,
      done: this.#removed + this.#kept,
      total: this.found.clients + this.found.contacts + this.found.records,
    });
  }
}

type Row = readonly [id: string, flag: number, changed: number];
const idOf = ([id]: Row): string => id;

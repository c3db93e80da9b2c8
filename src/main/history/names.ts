import type { CollectionName } from '@shared/collections';
import type { HistoryKind } from '@shared/history/contract';
import type { Fields } from '@shared/history/delta';
import { readFunnels } from '../funnels/read';
import { table } from '../reader/reader';
import type { Database } from '../store/sqlite-storage';

/** Fields that hold another record's id, and what that record is called by. */
const references: Readonly<Record<string, { readonly of: CollectionName; readonly by: string }>> = {
  ownerId: { of: 'users', by: 'name' },
  assigneeId: { of: 'users', by: 'name' },
  userId: { of: 'users', by: 'name' },
  clientId: { of: 'clients', by: 'name' },
  contactId: { of: 'contacts', by: 'name' },
  organizationId: { of: 'organizations', by: 'name' },
  dealId: { of: 'deals', by: 'title' },
  contactIds: { of: 'contacts', by: 'name' },
  participantIds: { of: 'users', by: 'name' },
  taskId: { of: 'tasks', by: 'title' },
};

/** Fields that hold the id of something in a funnel, or of a funnel. */
const inFunnels = new Set(['funnelId', 'stageId', 'lostReasonId']);

const length = 200;

/** Names by id, each looked up once. A deleted record still has its name. */
export class Names {
  readonly found: Record<string, string> = {};

  constructor(private readonly db: Database) {}

  /** The name of a user; '' for nobody and for one who is not known here. */
  user(id: string): string {
    return this.#look('users', 'name', id);
  }

  /** Looks up what a field's value points at, if it points at anything. */
  note(field: string, value: unknown): void {
    if (inFunnels.has(field) && typeof value === 'string') this.#lookInFunnels(value);
    const reference = references[field];
    if (!reference) return;
    for (const id of Array.isArray(value) ? value : [value]) {
      if (typeof id === 'string') this.#look(reference.of, reference.by, id);
    }
  }

  /** Stages and reasons are no records of their own, and the default funnel may be none yet. */
  #lookInFunnels(id: string): void {
    if (id === '' || this.found[id] !== undefined) return;
    for (const { id: funnelId, name, stages, lostReasons } of readFunnels(this.db).all) {
      this.found[funnelId] = name;
      for (const one of [...stages, ...lostReasons]) this.found[one.id] = one.name;
    }
  }

  #look(collection: CollectionName, by: string, id: string): string {
    if (id === '') return '';
    const known = this.found[id];
    if (known !== undefined) return known;
    const sql = `SELECT substr(json_extract(data, '$.${by}'), 1, ${length}) FROM ${table(collection)} WHERE id = ?`;
    const row = this.db.get(sql, [id]);
    // What is not here at all has no name, not an empty one.
    if (!row) return '';
    const name = String(row[0] ?? '');
    this.found[id] = name;
    return name;
  }
}

/** What a record is called by itself; '' when it has no name. */
export function titleOf(kind: HistoryKind, record: Fields): string {
  const field: Record<HistoryKind, string> = {
    clients: 'name',
    contacts: 'name',
    calls: 'number',
    tasks: 'title',
    notes: 'text',
    documents: 'number',
    files: 'name',
    organizations: 'name',
    deals: 'title',
    funnels: 'name',
  };
  return String(record[field[kind]] ?? '').slice(0, length);
}

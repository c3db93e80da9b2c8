import { derivedChange, newClientFields } from '@shared/clients/rules';
import type { CollectionName } from '@shared/collections';
import { AppError } from '@shared/lib/result';
import type { DataContext, FeatureCommands } from '../data/context';
import { table } from '../reader/reader';
import { putBack, type Removed, removeAll } from './removed';

/** What belongs to a client and goes with it. */
const children: readonly CollectionName[] = ['contacts', 'calls', 'tasks', 'notes', 'documents'];

export const clientsCommands: FeatureCommands<'clients'> = {
  async 'clients.create'({ records, session }, { patch }) {
    const fields = newClientFields(patch);
    return { id: await records.insert('clients', { ...fields, ownerId: patch.ownerId ?? session().userId }) };
  },

  async 'clients.change'({ records }, { id, patch }) {
    const before = await records.get('clients', id);
    await records.change('clients', id, derivedChange(before, patch));
    return null;
  },

  async 'clients.remove'(context, { id }) {
    const client = await context.records.get('clients', id);
    if (hasPostedDocuments(context, id)) {
      await context.records.change('clients', id, { archivedAt: context.now() });
      return { archived: true };
    }
    // The client goes first: a power cut in between leaves strays, not a client without its past.
    const removed: Removed = [
      { name: 'clients', records: [client] },
      ...children.map((name) => ({ name, records: childrenOf(context, name, id) })),
    ];
    await removeAll(context, id, removed);
    return { archived: false };
  },

  async 'clients.restore'(context, { id }) {
    if (!(await putBack(context, id))) throw new AppError('not-found');
    return null;
  },

  async 'clients.setArchived'(context, { id, archived }) {
    await context.records.change('clients', id, { archivedAt: archived ? context.now() : '' });
    return null;
  },
};

function hasPostedDocuments({ db }: DataContext, clientId: string): boolean {
  const row = db.get(
    `SELECT 1 FROM ${table('documents')} WHERE deleted = 0 AND c_clientId = ? AND c_status <> 'draft' LIMIT 1`,
    [clientId],
  );
  return row !== undefined;
}

function childrenOf({ db }: DataContext, name: CollectionName, clientId: string): object[] {
  return db
    .all(`SELECT data FROM ${table(name)} WHERE deleted = 0 AND c_clientId = ?`, [clientId])
    .map(([data]) => {
      const { _rev, _meta, _deleted, _attachments, ...own } = JSON.parse(String(data));
      return own as object;
    });
}

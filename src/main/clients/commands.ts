import { derivedChange, newClientFields } from '@shared/clients/rules';
import type { CollectionName } from '@shared/collections';
import type { DataContext, FeatureCommands } from '../data/context';
import { clientSql } from '../fields/columns';
import { table } from '../reader/reader';
import { bringBack, clientParts } from '../recycle-bin/bring-back';

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
    const { records } = context;
    await records.get('clients', id);
    if (hasPostedDocuments(context, id)) {
      await context.records.change('clients', id, { archivedAt: context.now() });
      return { archived: true };
    }
    // The client goes first: a power cut in between leaves strays, not a client without its past.
    // One stamp for all: by it they come back together.
    const stamp = records.lastChange();
    const parts = clientParts().map((name) => ({ name, ids: partsOf(context, name, id) }));
    await records.removeMany('clients', [id], stamp);
    for (const { name, ids } of parts) await records.removeMany(name, ids, stamp);
    return { archived: false };
  },

  async 'clients.restore'(context, { id }) {
    await bringBack(context, [{ collection: 'clients', id }]);
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

function partsOf({ db }: DataContext, name: CollectionName, clientId: string): string[] {
  return db
    .all(`SELECT id FROM ${table(name)} WHERE deleted = 0 AND ${clientSql(name)} = ?`, [clientId])
    .map(([id]) => String(id));
}

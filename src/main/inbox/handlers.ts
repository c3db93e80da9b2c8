import { type InboxItem, type InboxPage, type InboxWords, maxInboxItems } from '@shared/inbox/contract';
import type { FeatureHandlers, SystemContext } from '../app/system';

type Asks = Pick<SystemContext, 'server'>;

const at = (id: string, action: string): string => `/inbox/${encodeURIComponent(id)}/${action}`;

async function itemsOf({ server }: Asks, status: string): Promise<readonly InboxItem[]> {
  const { items } = await server.ask<{ items: InboxItem[] }>(
    'GET',
    `/inbox?status=${status}&limit=${maxInboxItems}`,
  );
  // A server of an earlier version does not tell the device's name.
  return items.map((item) => ({ ...item, deviceName: item.deviceName ?? '' }));
}

/** What the words of these items are to be looked up by: their records, and every value that may be an id. */
function lookUps(items: readonly InboxItem[]) {
  const references = new Map<string, { collection: string; field: string; id: string }>();
  const note = (collection: string, field: string, id: unknown) => {
    if (typeof id === 'string' && id !== '' && id.length <= 100)
      references.set(`${collection} ${field} ${id}`, { collection, field, id });
  };
  for (const { collection, by, resolvedBy, clientId, fields } of items) {
    note('users', 'id', by);
    note('users', 'id', resolvedBy);
    note('clients', 'id', clientId);
    for (const { field, base, mine, current } of fields) {
      for (const value of [base, mine, current]) note(collection, field, value);
    }
  }
  const records = items.map(({ collection, recordId }) => ({ collection, id: recordId }));
  return { records, references: [...references.values()].slice(0, 10_000) };
}

export const inboxHandlers: FeatureHandlers<'inbox'> = {
  async 'inbox.list'(context, { status }): Promise<InboxPage> {
    const items = await itemsOf(context, status);
    const words = (await context.read('inbox.words', lookUps(items))) as InboxWords;
    return { items, ...words };
  },
  async 'inbox.count'(context) {
    return (await itemsOf(context, 'open')).filter(({ mayResolve }) => mayResolve).length;
  },
  async 'inbox.resolve'({ server }, { id, take }) {
    await server.ask('POST', at(id, 'resolve'), { take });
    return null;
  },
  async 'inbox.reopen'({ server }, { id }) {
    await server.ask('POST', at(id, 'reopen'));
    return null;
  },
};

import type { Client } from '@shared/clients/schema';
import type { Contact } from '@shared/contacts/schema';
import type { SyncMark } from '@shared/sync/contract';
import { type FeatureQueries, parseRecord, type Reader, table } from '../reader/reader';
import { tallyTableName } from '../store/tallies';
import { findLookAlikes } from './duplicate-candidates';
import { tagCounts } from './tag-index';
import { clientWindow, rowOfClient } from './window';

/** A choice of this many values is long enough to type the rest. */
const maxFacets = 2000;

export const clientsQueries: FeatureQueries<'clients'> = {
  'clients.window': (reader, { filter, sort, offset, limit }) =>
    clientWindow(reader, filter, sort, offset, limit),
  'clients.row': (reader, { id }) => rowOfClient(reader, id),
  'clients.card'(reader, { id }) {
    const [row] = reader.rows(`SELECT data, mark FROM ${table('clients')} WHERE id = ? AND deleted = 0`, [
      id,
    ]);
    if (!row) return null;
    const client = plain(parseRecord<Client>(row[0]));
    return {
      client,
      contacts: contactsOf(reader, id),
      mark: Number(row[1]) as SyncMark,
      ownerName: reader.userName(client.ownerId),
      duplicateCandidates: findLookAlikes(reader, {
        id: client.id,
        name: client.name,
        inn: client.inn,
        kpp: client.kpp,
      }),
      conflicts: reader.number(
        `SELECT count(*) FROM ${table('conflicts')} WHERE deleted = 0 AND c_clientId = ? AND +c_state = 'open'`,
        [id],
      ),
    };
  },
  'clients.duplicateCandidates': findLookAlikes,
  'clients.facets'(reader) {
    const cities = reader
      .rows(
        `SELECT k1, n FROM ${tallyTableName(table('clients'), 'cities')} WHERE k0 = 0 AND k1 > '' AND n > 0`,
      )
      .map(([value, count]) => ({ value: String(value), count: Number(count) }));
    return { tags: maxUsed(tagCounts(reader)), cities: maxUsed(cities) };
  },
};

function contactsOf(reader: Reader, clientId: string): Contact[] {
  return reader
    .rows(`SELECT data FROM ${table('contacts')} WHERE deleted = 0 AND c_clientId = ? ORDER BY id`, [
      clientId,
    ])
    .map(([data]) => plain(parseRecord<Contact>(data)));
}

/** A record without the store's own fields, which change with every write. */
function plain<T>(record: T): T {
  const own = Object.entries(record as object).filter(([field]) => !field.startsWith('_'));
  return Object.fromEntries(own) as T;
}

function maxUsed(values: readonly { value: string; count: number }[]) {
  return [...values]
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value, 'ru'))
    .slice(0, maxFacets);
}

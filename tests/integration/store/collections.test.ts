import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { rxSchema } from '../../../src/main/store/rx-schema';
import { rxCollections, storageCollections } from '../../../src/main/store/storage-collection';
import { collectionNames, collections } from '../../../src/shared/collections';

// RxDB makes every further collection wait for almost two seconds at each opening, and refuses one more after that
// (NON_PREMIUM_COLLECTION_LIMIT in its utils-premium). The others are opened without it.
test('there are no more collections than RxDB opens at once', () => {
  expect(rxCollections.length).toBeLessThanOrEqual(13);
  expect([...rxCollections, ...storageCollections].sort()).toEqual([...collectionNames].sort());
});

/** What databases out there were made with, of every collection at its first version: RxDB refuses a database of another one. */
const first = {
  clients: 'a5d8da34ea77700b',
  contacts: '63e54216803d3178',
  calls: '1a5e4b5b56e11fba',
  tasks: 'afe5846810cc4cc4',
  notes: '6abfe1c20378efb1',
  documents: '6675f2a9861a46fa',
  organizations: '408681e2018fc7f1',
  participants: 'a6b76252e9d72250',
  users: 'f242de9d8c0e762f',
  files: 'b371e18c4d86515d',
  deals: '0b4e6ba422ea4ca9',
  funnels: '4bd65de832784641',
  conflicts: '89932c899d6e8936',
  imports: '8bde7db15a172991',
  counters: '6d9a00c7985ab09e',
  views: '8444d69b4d8cf906',
} as const;

test('a schema that bases were made with stays as it is until its version changes', () => {
  for (const name of collectionNames.filter((one) => collections[one].version === 0)) {
    const digest = createHash('sha256')
      .update(JSON.stringify(sorted(rxSchema(name))))
      .digest('hex');
    expect([name, digest.slice(0, 16)]).toEqual([name, first[name]]);
  }
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, sorted(one)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

import type { TSchema } from 'typebox';
import { expect, it } from 'vitest';
import { collectionNames, collections } from './collections';
import { entities } from './entities';
import type { Field } from './fields/field';
import type { EntityDefinition } from './lib/entity';
import { recordFields } from './lib/schema';

const every = Object.entries(entities) as unknown as [
  string,
  EntityDefinition<never> & { readonly schema: TSchema },
][];
const fieldsOf = (definition: EntityDefinition<never>) =>
  Object.entries(definition.fields) as unknown as [string, Field][];

it('joins two sides of a record as its fields say', () => {
  const rules = Object.fromEntries(
    collectionNames.map((name) => {
      const { sets, joins } = collections[name].conflicts;
      return [name, { sets: [...sets].sort(), joins: joins ?? [] }];
    }),
  );
  expect(rules).toMatchObject({
    clients: { sets: ['addresses', 'bankAccounts', 'emails', 'phones', 'tags'], joins: [] },
    contacts: { sets: ['emails', 'phones'], joins: [] },
    calls: { sets: [], joins: ['comment'] },
    tasks: { sets: [], joins: [] },
    notes: { sets: [], joins: ['text'] },
    documents: { sets: [], joins: [] },
    organizations: { sets: ['addresses', 'bankAccounts', 'emails', 'phones'], joins: [] },
    files: { sets: [], joins: [] },
    participants: { sets: [], joins: [] },
  });
  expect(collectionNames.filter((name) => collections[name].conflicts.serverStays).sort()).toEqual(
    expect.arrayContaining(['conflicts', 'documents', 'users']),
  );
});

it.each(every)('%s: every field of the schema is in the catalogue, and no other', (_name, definition) => {
  const { properties } = definition.schema as unknown as { properties: object };
  const own = Object.keys(properties).filter((field) => !(field in recordFields));
  expect(fieldsOf(definition).map(([field]) => field)).toEqual(expect.arrayContaining(own));
  expect(fieldsOf(definition)).toHaveLength(own.length);
});

it.each(every)('%s: points at kinds that there are', (_name, definition) => {
  const targets = fieldsOf(definition).flatMap(([, { of }]) => (of === undefined ? [] : [of]));
  expect(targets.filter((of) => !(of in entities))).toEqual([]);
});

it.each(every)('%s: what belongs to the card of a client belongs to the client', (_name, definition) => {
  const { access, belongsTo } = definition;
  const card = typeof access === 'object' && 'card' in access ? access.card : undefined;
  expect(belongsTo?.clients).toBe(card);
});

it('calls no two kinds by one word', () => {
  const words = every.map(([, { one }]) => one);
  expect(new Set(words).size).toBe(words.length);
});

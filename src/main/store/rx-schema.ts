import { type CollectionName, collections } from '@shared/collections';
import { idPattern, ownIdPattern, referencePattern } from '@shared/lib/ids';
import type { RxJsonSchema } from 'rxdb';

/**
 * RxDB's view of a collection's schema: the declared one with key and indexes. RxDB only compares it with the one a database
 * was made with, and one that differs would cost every database a migration: so what says nothing of how a record is stored
 * stays out of it, the stamp `device` and the form of ids.
 */
export function rxSchema(name: CollectionName): RxJsonSchema<unknown> {
  const { schema, version, indexes } = collections[name];
  const { type, properties, required } = schema as unknown as {
    type: 'object';
    properties: Record<string, unknown>;
    required: string[];
  };
  const { device, ...known } = properties;
  return {
    version,
    primaryKey: 'id',
    type,
    properties: withoutIdForms(known),
    required,
    indexes,
  } as unknown as RxJsonSchema<unknown>;
}

const idForms: readonly unknown[] = [idPattern, referencePattern, ownIdPattern];

function withoutIdForms(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutIdForms);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword, said]) => keyword !== 'pattern' || !idForms.includes(said))
      .map(([keyword, said]) => [keyword, withoutIdForms(said)]),
  );
}

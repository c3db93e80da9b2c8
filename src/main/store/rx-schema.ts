import { type CollectionName, collections } from '@shared/collections';
import { idPattern, ownIdPattern, referencePattern } from '@shared/lib/ids';
import type { RxJsonSchema } from 'rxdb';

/**
 * RxDB's view of a collection's schema: the declared one with key and indexes. RxDB only compares it with the one a database
 * was made with, and one that differs would cost every database a migration: so what says nothing of how a record is stored
 * stays out of it, the stamp `device`, the form of ids and what an entity says was added.
 */
export function rxSchema(name: CollectionName): RxJsonSchema<unknown> {
  const { schema, version, indexes, added } = collections[name];
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
    properties: withoutIdForms(withoutAdded(known, added)),
    required,
    indexes,
  } as unknown as RxJsonSchema<unknown>;
}

type Added = (typeof collections)[CollectionName]['added'];

/** The properties as the first database of this version knew them. */
function withoutAdded(properties: Record<string, unknown>, added: Added): Record<string, unknown> {
  const known = structuredClone(properties);
  for (const path of added?.fields ?? []) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let at: Record<string, unknown> | undefined = known;
    for (const name of names)
      at = (at?.[name] as { properties?: Record<string, unknown> } | undefined)?.properties;
    if (at !== undefined) delete at[last];
  }
  for (const [field, values] of Object.entries(added?.values ?? {})) {
    const choice = known[field] as { enum?: string[]; maxLength?: number } | undefined;
    if (!choice?.enum) continue;
    choice.enum = choice.enum.filter((value) => !values.includes(value));
    choice.maxLength = Math.max(...choice.enum.map((value) => value.length));
  }
  return known;
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

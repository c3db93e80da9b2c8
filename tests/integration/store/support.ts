import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MangoQuery, RxDocumentData, RxJsonSchema, RxStorage } from 'rxdb';
import { fillWithDefaultSettings, normalizeMangoQuery, prepareQuery } from 'rxdb';

export interface Thing {
  id: string;
  name: string;
  amount: number;
  open: boolean;
  nested: { city: string };
  tags?: string[];
  note?: string | null;
  count?: number;
}

export type StoredThing = RxDocumentData<Thing>;

export const thingSchema: RxJsonSchema<StoredThing> = fillWithDefaultSettings<Thing>({
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    name: { type: 'string', maxLength: 20 },
    amount: { type: 'number', minimum: -1000, maximum: 1000, multipleOf: 0.5 },
    open: { type: 'boolean' },
    nested: { type: 'object', properties: { city: { type: 'string', maxLength: 20 } } },
    tags: { type: 'array', items: { type: 'string' } },
    note: { type: 'string' },
    count: { type: 'integer' },
  },
  required: ['name', 'amount', 'open', 'nested'],
  indexes: ['name', 'amount', ['open', 'name'], ['nested.city', 'amount']],
} as RxJsonSchema<Thing>);

/** Creates a storage instance with the arguments that do not matter filled in. */
export function instanceOf<T, I>(
  storage: RxStorage<I, never>,
  schema: RxJsonSchema<RxDocumentData<T>>,
  collectionName = 'things',
  databaseName = 'test',
  multiInstance = false,
) {
  return storage.createStorageInstance<T>({
    databaseInstanceToken: multiInstance ? randomUUID() : databaseName,
    databaseName,
    collectionName,
    schema,
    options: {} as never,
    multiInstance,
    devMode: false,
  });
}

/** A document as RxDB would hand it to the storage. */
export function stored<T extends object>(fields: T, height = 1, lwt = 1000 + height, deleted = false) {
  return {
    ...fields,
    _deleted: deleted,
    _attachments: {},
    _meta: { lwt },
    _rev: `${height}-rev`,
  } as RxDocumentData<T>;
}

export function thing(id: string, fields: Partial<Thing> = {}): Thing {
  return { id, name: 'name', amount: 1, open: true, nested: { city: 'Тула' }, ...fields };
}

/** A prepared query over living documents, as RxCollection.find() makes it; or over tombstones too. */
export function prepared(query: MangoQuery<Thing>, living = true) {
  return preparedFor(thingSchema, query, living);
}

/** The same for documents of another schema. */
export function preparedFor<T>(schema: RxJsonSchema<RxDocumentData<T>>, query: MangoQuery<T>, living = true) {
  const filled = normalizeMangoQuery<T>(schema as never, query);
  if (living) Object.assign(filled.selector, { _deleted: { $eq: false } });
  return prepareQuery<T>(schema, filled as never) as never;
}

/** A folder with a space and Cyrillic in its name, since users have such. */
export function scratch(): { readonly folder: string; readonly file: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'склад тест '));
  return {
    folder,
    file: join(folder, 'store.db'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

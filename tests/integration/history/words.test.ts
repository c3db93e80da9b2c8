import type { TSchema } from 'typebox';
import { expect, it } from 'vitest';
import { collections } from '../../../src/shared/collections';
import { historyKinds } from '../../../src/shared/history/contract';
import { knownFields } from '../../../src/shared/history/fields';
import { texts } from '../../../src/shared/texts';

/** A record with every field of a schema, objects with every part. */
function whole(schema: TSchema): Record<string, unknown> {
  const { properties } = schema as unknown as { properties: Record<string, TSchema> };
  return Object.fromEntries(
    Object.entries(properties).map(([name, of]) => [name, 'properties' in of ? whole(of) : '']),
  );
}

it.each(historyKinds)('names every field of %s in both languages', (kind) => {
  const fields = knownFields(kind, whole(collections[kind].schema));
  expect(fields.length).toBeGreaterThan(0);
  for (const language of ['ru', 'en'] as const) {
    const named = texts[language].kinds[kind].fields;
    expect(fields.filter((field) => !named[field])).toEqual([]);
  }
});

import { contract } from '@shared/contract';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { schemaCheck } from './check-schema';

type Json = Readonly<Record<string, unknown>>;

test('every schema of the contract can be read', () => {
  for (const [name, call] of Object.entries(contract)) {
    expect(() => schemaCheck({ ...call.input }), name).not.toThrow();
  }
});

test('a keyword or type it does not know is refused, not passed over', () => {
  expect(() => schemaCheck({ type: 'string', format: 'email' })).toThrow('format');
  expect(() => schemaCheck({ type: 'date' })).toThrow('date');
  expect(() => schemaCheck({ type: 'array', items: { multipleOf: 2 } })).toThrow('multipleOf');
});

test('says where and why', () => {
  const check = schemaCheck({
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'string', minLength: 1 }, tags: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  });
  expect(check({ id: 'a', tags: ['x'] })).toBeUndefined();
  expect(check({})).toEqual({ path: '', keyword: 'required' });
  expect(check({ id: '' })).toEqual({ path: '/id', keyword: 'minLength' });
  expect(check({ id: 'a', tags: ['x', 1] })).toEqual({ path: '/tags/1', keyword: 'type' });
  expect(check({ id: 'a', more: 1 })).toEqual({ path: '', keyword: 'additionalProperties' });
  expect(check([])).toEqual({ path: '', keyword: 'type' });
});

test('counts characters, not halves of them; what is inherited is not there', () => {
  const check = schemaCheck({ type: 'string', maxLength: 2, minLength: 2 });
  expect(check('😀😀')).toBeUndefined();
  expect(check('😀')?.keyword).toBe('minLength');
  expect(check('😀😀а')?.keyword).toBe('maxLength');
  const strict = schemaCheck({ type: 'object', properties: {}, additionalProperties: false });
  expect(strict(JSON.parse('{"__proto__": 1}'))?.keyword).toBe('additionalProperties');
  expect(schemaCheck({ required: ['toString'] })({})?.keyword).toBe('required');
});

/** Schemas of the contract's kind. */
const schemas = fc.letrec<{ any: Json; leaf: Json; object: Json; list: Json; either: Json }>((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, tie('leaf'), tie('object'), tie('list'), tie('either')),
  leaf: fc.oneof(
    fc.constantFrom<Json>(
      { type: 'boolean' },
      { type: 'null' },
      { type: 'integer', minimum: -2, maximum: 5 },
      { type: 'number', maximum: 1.5 },
      { type: 'string', maxLength: 3, minLength: 1 },
      { type: 'string', pattern: '^(\\d{2})?$' },
      { type: 'string', enum: ['a', 'b', ''] },
      { type: ['string', 'null'] },
      { const: 7 },
    ),
  ),
  object: fc.record({
    type: fc.constant('object'),
    properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), { noNullPrototype: true }),
    required: fc.uniqueArray(fc.constantFrom('a', 'b')),
    additionalProperties: fc.oneof(fc.boolean(), tie('leaf')),
  }) as fc.Arbitrary<Json>,
  list: fc.record({
    type: fc.constant('array'),
    items: tie('any'),
    minItems: fc.constantFrom(0, 1),
    maxItems: fc.constantFrom(1, 2),
  }) as fc.Arbitrary<Json>,
  either: fc.record({ anyOf: fc.array(tie('any'), { minLength: 1, maxLength: 3 }) }) as fc.Arbitrary<Json>,
})).any;

const values = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(
      '',
      'a',
      'b',
      'аб',
      '12',
      '😀😀',
      'abcd',
      0,
      1,
      7,
      1.5,
      9,
      -3,
      true,
      null,
      undefined,
    ),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('any'), { noNullPrototype: true }),
    fc.array(tie('any'), { maxLength: 3 }),
  ),
})).any;

test('agrees with a full validator on what is right and what is not', () => {
  const ajv = new Ajv({ allErrors: false, strict: false });
  fc.assert(
    fc.property(schemas, fc.array(values, { minLength: 1, maxLength: 12 }), (schema, several) => {
      const theirs = ajv.compile(schema);
      const ours = schemaCheck(schema);
      for (const value of several) expect(ours(value) === undefined).toBe(theirs(value));
      ajv.removeSchema();
    }),
    { numRuns: 400 },
  );
});

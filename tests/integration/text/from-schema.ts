import fc from 'fast-check';

type Json = Readonly<Record<string, unknown>>;

/** Texts that some part on their way cannot hold: halves of pairs, NUL, noncharacters, what looks like an escape. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        '\ud83d',
        '\udc4d',
        '\ud83d\udc4d',
        '\0',
        '\ufffe',
        '\uffff',
        '\\ud83d',
        '\\',
        '"',
        "'",
        'Анна',
        ' ',
        '\u202e',
        '%',
        '*',
        '\n',
        '1',
        '@',
        '.',
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

export interface FromSchema {
  /** A text for a field with a pattern, such as an id; undefined where only an odd text is wanted. */
  readonly patterned: (field: string, pattern: string) => fc.Arbitrary<string> | undefined;
}

/** Values that fit a schema of the contract, with odd texts wherever it admits any text. */
export function fromSchema(schema: Json, options: FromSchema, field = ''): fc.Arbitrary<unknown> {
  const { anyOf, enum: listed, const: only, type } = schema;
  if (only !== undefined) return fc.constant(only);
  if (Array.isArray(listed)) return fc.constantFrom(...listed);
  if (Array.isArray(anyOf)) return fc.oneof(...anyOf.map((one) => fromSchema(one as Json, options, field)));
  switch (type) {
    case 'string':
      return textOf(schema, options, field);
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(-1000, Number(schema.minimum ?? -1000)),
        max: Math.min(1000, Number(schema.maximum ?? 1000)),
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(fromSchema(schema.items as Json, options, field), {
        minLength: Number(schema.minItems ?? 0),
        maxLength: Math.min(3, Number(schema.maxItems ?? 3)),
      });
    case 'object':
      return objectOf(schema, options);
    default:
      return fc.oneof(oddText, fc.constantFrom(null, 1, true));
  }
}

function objectOf(schema: Json, options: FromSchema): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
  const known = fc.record(
    Object.fromEntries(properties.map(([name, one]) => [name, fromSchema(one, options, name)])),
    { requiredKeys: (schema.required ?? []) as string[] },
  );
  const [[, values] = []] = Object.entries((schema.patternProperties ?? {}) as Record<string, Json>);
  if (values === undefined) return known;
  return fc.dictionary(oddText, fromSchema(values, options), { maxKeys: 3 });
}

function textOf(schema: Json, options: FromSchema, field: string): fc.Arbitrary<string> {
  const most = Number(schema.maxLength ?? 1000);
  const odd = oddText.map((text) =>
    [...text]
      .slice(0, most)
      .join('')
      .padEnd(Number(schema.minLength ?? 0), 'x'),
  );
  const pattern = typeof schema.pattern === 'string' ? schema.pattern : '';
  return options.patterned(field, pattern) ?? odd;
}

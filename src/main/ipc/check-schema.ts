/** What of a value is not as its schema says: where (`/filter/kinds/0`), and which keyword says so. */
interface SchemaFault {
  readonly path: string;
  readonly keyword: string;
}

/** Answers the first fault of a value, or undefined. */
export type SchemaCheck = (value: unknown, path?: string) => SchemaFault | undefined;

type Json = Readonly<Record<string, unknown>>;

/** Words that say nothing about which values are right. */
const silent = new Set(['title', 'description', 'default', '$id']);

/**
 * Makes the check of a JSON Schema of the kind the contract is written in. It reads the schema instead of compiling
 * it into code: nothing is evaluated, and the first check costs no more than any other. Compiling took a tenth of a
 * second in each thread while the window was coming up.
 *
 * TypeBox's own `Value.Check` was measured in its place (TypeBox 1.4.3, six calls of the contract, three runs side by
 * side): its code is 56 kB against 3 kB and takes 9 to 25 ms to load against 1 to 4 ms, in each of four processes, and a
 * check takes 66 to 111 µs against 15 to 18 µs; `typebox/schema` is no quicker. So this stays.
 * @throws Error for a keyword it does not know, so that no constraint is passed over in silence
 */
export function schemaCheck(schema: Json): SchemaCheck {
  const checks: SchemaCheck[] = [];
  for (const [keyword, said] of Object.entries(schema)) {
    if (silent.has(keyword)) continue;
    const make = keywords[keyword];
    if (!make) throw new Error(`schema keyword ${keyword} is not known`);
    const check = make(said as never, schema);
    if (check) checks.push(check);
  }
  return (value, path = '') => {
    for (const check of checks) {
      const fault = check(value, path);
      if (fault) return fault;
    }
    return undefined;
  };
}

/** A check that says yes or no, and only of values of its own type: the others are `type`'s business. */
const rule =
  (keyword: string, holds: (value: unknown) => boolean): SchemaCheck =>
  (value, path = '') =>
    holds(value) ? undefined : { path, keyword };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const ofText = (holds: (text: string) => boolean) => (value: unknown) =>
  typeof value !== 'string' || holds(value);
const ofNumber = (holds: (number: number) => boolean) => (value: unknown) =>
  typeof value !== 'number' || holds(value);
const ofList = (holds: (list: readonly unknown[]) => boolean) => (value: unknown) =>
  !Array.isArray(value) || holds(value);

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  number: (value) => Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  array: Array.isArray,
  object: isRecord,
};

/** JSON Schema counts characters, not UTF-16 units. */
const longerThan = (text: string, most: number): boolean =>
  text.length > most && (text.length > 2 * most || [...text].length > most);

/** A field that holds undefined came over a structured clone and counts as absent. */
const has = (value: Record<string, unknown>, key: string): boolean =>
  Object.hasOwn(value, key) && value[key] !== undefined;

function typeHolds(said: string): (value: unknown) => boolean {
  const holds = types[said];
  if (!holds) throw new Error(`schema type ${said} is not known`);
  return holds;
}

type Maker = (said: never, schema: Json) => SchemaCheck | undefined;

const keywords: Readonly<Record<string, Maker>> = {
  type: (said: string | readonly string[]) => {
    const each = (typeof said === 'string' ? [said] : said).map(typeHolds);
    return rule('type', (value) => each.some((holds) => holds(value)));
  },
  const: (said: string | number | boolean | null) => rule('const', (value) => value === said),
  enum: (said: readonly unknown[]) => rule('enum', (value) => said.includes(value)),
  minLength: (said: number) =>
    rule(
      'minLength',
      ofText((text) => longerThan(text, said - 1)),
    ),
  maxLength: (said: number) =>
    rule(
      'maxLength',
      ofText((text) => !longerThan(text, said)),
    ),
  pattern: (said: string) => {
    const pattern = new RegExp(said, 'u');
    return rule(
      'pattern',
      ofText((text) => pattern.test(text)),
    );
  },
  minimum: (said: number) =>
    rule(
      'minimum',
      ofNumber((number) => number >= said),
    ),
  maximum: (said: number) =>
    rule(
      'maximum',
      ofNumber((number) => number <= said),
    ),
  minItems: (said: number) =>
    rule(
      'minItems',
      ofList((list) => list.length >= said),
    ),
  maxItems: (said: number) =>
    rule(
      'maxItems',
      ofList((list) => list.length <= said),
    ),
  items: (said: Json) => {
    const each = schemaCheck(said);
    return (value, path = '') => {
      if (!Array.isArray(value)) return undefined;
      for (const [index, item] of value.entries()) {
        const fault = each(item, `${path}/${index}`);
        if (fault) return fault;
      }
      return undefined;
    };
  },
  required: (said: readonly string[]) =>
    rule('required', (value) => !isRecord(value) || said.every((key) => has(value, key))),
  properties: (said: Readonly<Record<string, Json>>) => {
    const each = Object.entries(said).map(([key, of]) => [key, schemaCheck(of)] as const);
    return (value, path = '') => {
      if (!isRecord(value)) return undefined;
      for (const [key, check] of each) {
        const fault = has(value, key) ? check(value[key], `${path}/${key}`) : undefined;
        if (fault) return fault;
      }
      return undefined;
    };
  },
  additionalProperties: (said: boolean | Json, schema) => {
    if (said === true) return undefined;
    const known = new Set(Object.keys((schema.properties as object | undefined) ?? {}));
    const patterns = Object.keys((schema.patternProperties as object | undefined) ?? {}).map(
      (pattern) => new RegExp(pattern, 'u'),
    );
    const of = said === false ? undefined : schemaCheck(said);
    return (value, path = '') => {
      if (!isRecord(value)) return undefined;
      for (const key of Object.keys(value)) {
        if (known.has(key) || patterns.some((pattern) => pattern.test(key))) continue;
        const fault = of ? of(value[key], `${path}/${key}`) : { path, keyword: 'additionalProperties' };
        if (fault) return fault;
      }
      return undefined;
    };
  },
  patternProperties: (said: Readonly<Record<string, Json>>) => {
    const each = Object.entries(said).map(
      ([pattern, of]) => [new RegExp(pattern, 'u'), schemaCheck(of)] as const,
    );
    return (value, path = '') => {
      if (!isRecord(value)) return undefined;
      for (const [key, one] of Object.entries(value)) {
        for (const [pattern, check] of each) {
          const fault = pattern.test(key) ? check(one, `${path}/${key}`) : undefined;
          if (fault) return fault;
        }
      }
      return undefined;
    };
  },
  anyOf: (said: readonly Json[]) => {
    const each = said.map(schemaCheck);
    return (value, path = '') =>
      each.some((check) => !check(value)) ? undefined : { path, keyword: 'anyOf' };
  },
};

import { type Collection, collections } from '@shared/collections';
import type { AccessRule } from '@shared/lib/access';
import type { EditRule } from '@shared/lib/edit-rule';
import type { UserRole } from '@shared/users/schema';
import { Ajv, type ValidateFunction } from 'ajv';

/** A collection as the endpoint serves it. */
export interface ServedCollection {
  readonly name: string;
  /** The one schema version served; other versions are answered 426. */
  readonly version: number;
  /** Written by the server alone. */
  readonly readOnly: boolean;
  /** Who receives its records. */
  readonly access: AccessRule<never>;
  /** The roles that may change its records; whoever sees them when absent. */
  readonly writers?: readonly UserRole[] | undefined;
  /** Who may change a record he sees; whoever sees it when absent. */
  readonly edits?: EditRule<never> | undefined;
  /** Whether its records say who made and changed them: then the server vouches for it. */
  readonly isStamped: boolean;
  /** What is wrong with a record, as `path keyword`, without values; '' when it is sound. */
  readonly check: (data: Readonly<Record<string, unknown>>) => string;
  /** The same of a deleted one, which may lack fields, down to its bare id, but has none that are not the schema's. */
  readonly checkDeleted: (data: Readonly<Record<string, unknown>>) => string;
}

export type ServedCollections = ReadonlyMap<string, ServedCollection>;

/** Whatever `src/shared/collections.ts` says is replicated. A new feature needs no line here. */
export function servedCollections(
  list: Readonly<Record<string, Collection<never>>> = collections,
): ServedCollections {
  // RxDB's own keywords are not JSON Schema's, hence not strict.
  const ajv = new Ajv({ strict: false, allErrors: false });
  const served = new Map<string, ServedCollection>();
  for (const [name, { schema, version, replication, access, writers, edits }] of Object.entries(list)) {
    if (replication === 'no') continue;
    const sound = checker(ajv.compile(schema));
    const { required: _, ...lax } = { required: [], ...schema };
    served.set(name, {
      name,
      version,
      readOnly: replication === 'pull',
      access,
      writers,
      edits,
      isStamped: ['createdBy', 'updatedBy'].every((field) => Object.hasOwn(fieldsOf(schema), field)),
      check: sound,
      checkDeleted: checker(ajv.compile(lax)),
    });
  }
  return served;
}

const fieldsOf = (schema: object): object =>
  'properties' in schema && typeof schema.properties === 'object' ? (schema.properties ?? {}) : {};
const checker =
  (validate: ValidateFunction) =>
  (data: Readonly<Record<string, unknown>>): string => {
    if (validate(data)) return '';
    const first = validate.errors?.[0];
    return `${first?.instancePath || '/'} ${first?.keyword ?? 'invalid'}`.slice(0, 200);
  };

import type { CollectionName } from '@shared/collections';
import { type FoundField, findField } from '@shared/filters/fields';
import type { Filter } from '@shared/filters/schema';
import { AppError } from '@shared/lib/result';
import { fieldSql } from '../fields/columns';
import { compileFilter, type FilterAsker } from '../filters/compile';
import { type Reader, table } from '../reader/reader';
import type { SqlParameter } from '../store/sqlite-storage/adapter';

export interface Question {
  readonly kind: CollectionName;
  readonly filter: Filter;
  readonly today: string;
  readonly zone: string;
}

/** The records that a filter lets through: what follows `FROM`. Their alias is `t`. */
export interface Asked {
  readonly from: string;
  readonly parameters: readonly SqlParameter[];
}

export function asked(reader: Reader, { kind, filter, today, zone }: Question): Asked {
  const { sql, parameters } = compileFilter(kind, filter, asker(reader, today, zone), 't');
  return { from: `${table(kind)} AS t WHERE t.deleted = 0 AND (${sql})`, parameters };
}

/**
 * Who asks. A device does not know the teams: a head holds what is his people's, so they are those who answer for the
 * clients here.
 */
function asker(reader: Reader, today: string, zone: string): FilterAsker {
  const { userId } = reader.session;
  let team: string[] | undefined;
  return {
    userId,
    get team() {
      team ??= [
        ...new Set([
          userId,
          ...reader
            .rows(`SELECT DISTINCT c_ownerId FROM ${table('clients')} WHERE deleted = 0 AND c_ownerId <> ''`)
            .map(([id]) => String(id)),
        ]),
      ];
      return team;
    },
    today,
    zone,
  };
}

/** A field by its path. @throws AppError `filter-wrong` for one that the kind has not */
export function fieldAt(kind: CollectionName, path: string): FoundField {
  const found = findField(kind, path);
  if (!found) throw new AppError('filter-wrong', { issue: 'field', name: path });
  return found;
}

/** Something of a field's value in SQL, wherever the field's record stands: null where it is not here. */
export function valueAt(
  { kind, steps, name }: FoundField,
  of: string,
  make: (kind: CollectionName, name: string, of: string) => string | undefined = fieldSql,
): string | undefined {
  let at = of;
  let wrap = (sql: string) => sql;
  for (const [place, step] of steps.entries()) {
    const next = steps[place + 1]?.kind ?? kind;
    const alias = `${of}_${place}`;
    const points = fieldSql(step.kind, step.field, `${at}.`);
    const outer = wrap;
    wrap = (sql) =>
      outer(
        `(SELECT ${sql} FROM ${table(next)} AS ${alias} WHERE ${alias}.id = ${points} AND ${alias}.deleted = 0)`,
      );
    at = alias;
  }
  const sql = make(kind, name, `${at}.`);
  return sql === undefined ? undefined : wrap(sql);
}

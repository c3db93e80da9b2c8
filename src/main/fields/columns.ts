import type { CollectionName } from '@shared/collections';
import { entityOf } from '@shared/kinds';

/**
 * The value of a record's field as SQL: the real column where the store keeps one, else read out of the document.
 * @param name a field, or `field.part`
 * @param of the alias of the record's row with its dot, `t.`
 */
export function fieldSql(kind: CollectionName, name: string, of = ''): string {
  const indexed = entityOf(kind).indexes.some((index) =>
    typeof index === 'string' ? index === name : index.includes(name),
  );
  if (name === 'id') return `${of}id`;
  return indexed ? `${of}c_${name.replaceAll('.', '_')}` : `json_extract(${of}data, '$.${name}')`;
}

/** What a record is called by, as SQL: the first filled of its title's fields. @param of as of {@link fieldSql} */
export function titleSql(kind: CollectionName, of = ''): string {
  const { title, personal } = entityOf(kind);
  const first = filledSql(kind, title, of);
  return personal ? `iif(${fieldSql(kind, personal[0], of)} = '${personal[1]}', ${first}, '')` : first;
}

/** What says more of a record than its title, as SQL; an empty text where nothing does. */
export function gistSql(kind: CollectionName, of = ''): string {
  const { gist } = entityOf(kind);
  return gist === undefined ? "''" : filledSql(kind, [gist], of);
}

/** The client a record belongs to, as SQL: its own id for a client, an empty text for none. */
export function clientSql(kind: CollectionName, of = ''): string {
  const { access, belongsTo } = entityOf(kind);
  if (typeof access === 'object' && 'responsible' in access) return `${of}id`;
  return belongsTo ? fieldSql(kind, belongsTo.clients, of) : "''";
}

function filledSql(kind: CollectionName, names: readonly string[], of: string): string {
  const filled = names.map((name) => `nullif(${fieldSql(kind, name, of)}, '')`);
  return filled.length === 0 ? "''" : `coalesce(${filled.join(', ')}, '')`;
}

import { clientFieldOf, entityOf } from '@shared/kinds';
import { type BinKind, type BinRow, binKinds } from '@shared/recycle-bin/contract';
import { fold, words } from '@shared/search/fold';
import { clientSql, fieldSql, gistSql, titleSql } from '../fields/columns';
import { Names } from '../history/names';
import { type FeatureQueries, type Reader, table } from '../reader/reader';
import type { SqlParameter, SqlRow } from '../store/sqlite-storage';
import { clientParts, wentWithClient } from './bring-back';

/** How many of a kind, the last deleted, are read for words. */
const textLimit = 20_000;

/** What a deleted record is called by, and what says more of it. */
const nameOf = (kind: BinKind) => `trim(${titleSql(kind, 't.')} || ' ' || ${gistSql(kind, 't.')})`;

const deletedAt = (kind: BinKind) => fieldSql(kind, 'updatedAt', 't.');

/** What went with its client is counted there. */
const alone = (kind: BinKind) =>
  clientFieldOf(kind) === ''
    ? ''
    : ` AND NOT EXISTS (SELECT 1 FROM ${table('clients')} AS c
        WHERE c.id = ${clientSql(kind, 't.')} AND c.deleted = 1 AND c.c_updatedAt = ${deletedAt(kind)})`;

/** A tombstone without stamps is of a record that left this person's scope: nobody deleted it. */
const deleted = (kind: BinKind) =>
  `FROM ${table(kind)} AS t WHERE t.deleted = 1 AND ${deletedAt(kind)} > ''${alone(kind)}`;

/**
 * How many of a kind the bin shows: all the deleted, which an index counts, without those that went with a client, which
 * are found from the few deleted clients.
 */
function countOf(reader: Reader, kind: BinKind): number {
  const all = reader.number(
    `SELECT count(*) FROM ${table(kind)} AS t WHERE t.deleted = 1 AND ${deletedAt(kind)} > ''`,
  );
  if (clientFieldOf(kind) === '') return all;
  const gone = reader.number(
    `SELECT count(*) FROM ${table('clients')} AS c CROSS JOIN ${table(kind)} AS t
       ON t.deleted = 1 AND ${clientSql(kind, 't.')} = c.id AND +${deletedAt(kind)} = c.c_updatedAt
     WHERE c.deleted = 1 AND c.c_updatedAt > ''`,
  );
  return all - gone;
}

interface Place {
  readonly collection: BinKind;
  readonly id: string;
}

export const binQueries: FeatureQueries<'bin'> = {
  'bin.window'(reader, { kinds, text, offset, limit }) {
    const asked: readonly BinKind[] = kinds.length === 0 ? binKinds : kinds;
    const wanted = words(text);
    if (wanted.length > 0) {
      const found = asked
        .flatMap((kind) => matching(reader, kind, wanted))
        .sort((a, b) => (a.at < b.at ? 1 : -1));
      return { total: found.length, rows: rowsOf(reader, found.slice(offset, offset + limit)) };
    }
    const total = asked.reduce((sum, kind) => sum + countOf(reader, kind), 0);
    const union = asked.map(
      (kind) => `SELECT '${kind}' AS kind, t.id AS id, ${deletedAt(kind)} AS at ${deleted(kind)}`,
    );
    const places = reader
      .rows(`${union.join(' UNION ALL ')} ORDER BY at DESC, id DESC LIMIT ? OFFSET ?`, [limit, offset])
      .map(([kind, id]) => ({ collection: kind as BinKind, id: String(id) }));
    return { total, rows: rowsOf(reader, places) };
  },
};

/** The deleted of a kind in whose title, or client's name, all words occur. */
function matching(
  reader: Reader,
  kind: BinKind,
  wanted: readonly string[],
): (Place & { readonly at: string })[] {
  const client =
    clientFieldOf(kind) === ''
      ? "''"
      : `(SELECT json_extract(data, '$.name') FROM ${table('clients')} WHERE id = ${clientSql(kind, 't.')})`;
  return reader
    .rows(
      `SELECT t.id, ${deletedAt(kind)}, ${nameOf(kind)}, ${client} ${deleted(kind)}
       ORDER BY 2 DESC LIMIT ${textLimit}`,
    )
    .filter(([, , title, name]) => {
      const folded = fold(`${title ?? ''} ${name ?? ''}`);
      return wanted.every((word) => folded.includes(word));
    })
    .map(([id, at]) => ({ collection: kind, id: String(id), at: String(at) }));
}

function rowsOf(reader: Reader, places: readonly Place[]): BinRow[] {
  const names = new Names(reader.db);
  return places.map(({ collection, id }) => {
    const [title, type, clientId, at, by, device] = detail(reader, collection, id);
    names.record('clients', String(clientId ?? ''));
    return {
      id,
      collection,
      name: String(title ?? ''),
      type: String(type ?? ''),
      clientName: collection === 'clients' ? '' : (names.found[String(clientId)] ?? ''),
      deletedAt: String(at ?? ''),
      deletedBy: names.user(String(by ?? '')),
      device: String(device ?? ''),
      together: collection === 'clients' ? together(reader, id, at) : 0,
    };
  });
}

function detail(reader: Reader, kind: BinKind, id: string): SqlRow {
  const type = 'type' in entityOf(kind).fields ? fieldSql(kind, 'type', 't.') : "''";
  const client = clientFieldOf(kind) === '' ? "''" : clientSql(kind, 't.');
  const [row] = reader.rows(
    `SELECT substr(${nameOf(kind)}, 1, 300), ${type}, ${client}, ${deletedAt(kind)}, ${fieldSql(kind, 'updatedBy', 't.')}, ${fieldSql(kind, 'device', 't.')}
     FROM ${table(kind)} AS t WHERE t.id = ?`,
    [id],
  );
  return row ?? [];
}

function together(reader: Reader, clientId: string, at: SqlParameter): number {
  return clientParts().reduce(
    (sum, name) =>
      sum +
      reader.number(`SELECT count(*) FROM ${table(name)} WHERE ${wentWithClient(name)}`, [clientId, at]),
    0,
  );
}

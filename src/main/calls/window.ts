import type { CallFilter, CallWindow } from '@shared/calls/contract';
import { addDays, isIsoDate, isTimeZone, zonedToUtc } from '@shared/lib/dates';
import { AppError } from '@shared/lib/result';
import { searchDigits } from '@shared/phones/phones';
import { words } from '@shared/search/fold';
import { textCondition } from '../clients/text-condition';
import { type Reader, table } from '../reader/reader';
import { textTableName } from '../store/search-index';
import type { SqlParameter, SqlRow } from '../store/sqlite-storage/adapter';
import { callRows } from './rows';

/** More found calls than this nobody goes through: of a word that stands in more of them, the newest are answered. */
const foundLimit = 20_000;
/** How many calls of the period, newest first, are read for a piece from within a word or a number. */
const piecesLimit = 20_000;
/** More clients than this by one name are no answer to a question about calls. */
const clientLimit = 500;
/** Totals and found rows kept: a screen asks for one filter, block by block. */
const keptAnswers = 16;

interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
}

/** What of a filter's answer does not depend on the page asked for. */
interface Answer {
  /** The store's last write when it was found. */
  readonly seq: number;
  readonly total: number;
  /** Row ids in order, when words were looked for. */
  readonly found?: readonly SqlParameter[];
}

const answers = new WeakMap<Reader, Map<string, Answer>>();

/**
 * A page of the call log, newest first. Every part of the order comes from an index; the total, which costs a walk
 * over it, is kept until a call is written.
 * @throws AppError `invalid-input` for an unknown zone or a day that does not exist
 */
export function callWindow(
  reader: Reader,
  filter: CallFilter,
  zone: string,
  offset: number,
  limit: number,
): CallWindow {
  const runs = runsOf(filter, periodOf(filter, zone));
  const answer = answerOf(reader, runs, filter.text);
  const rids = answer.found
    ? answer.found.slice(offset, offset + limit)
    : reader
        .rows(`${unionOf(runs)} LIMIT ? OFFSET ?`, [
          ...runs.flatMap(({ parameters }) => parameters),
          limit,
          offset,
        ])
        .map(([rid]) => rid as SqlParameter);
  return { total: answer.total, offset, rows: rowsOf(reader, rids) };
}

function rowsOf(reader: Reader, rids: readonly SqlParameter[]) {
  const rows = reader.rows(
    `SELECT data, mark FROM ${table('calls')} WHERE rid IN (SELECT value FROM json_each(?))
     ORDER BY c_startedAt DESC, id DESC`,
    [JSON.stringify(rids)],
  );
  return callRows(reader, rows);
}

/** The period as instants, its end not included. */
function periodOf({ from, to }: CallFilter, zone: string): Condition {
  if (!isTimeZone(zone)) throw new AppError('invalid-input', { field: 'zone' });
  for (const [field, day] of Object.entries({ from, to })) {
    if (day !== '' && !isIsoDate(day)) throw new AppError('invalid-input', { field });
  }
  const pieces: string[] = [];
  const parameters: string[] = [];
  if (from !== '') {
    pieces.push('AND c_startedAt >= ?');
    parameters.push(zonedToUtc(from, '00:00', zone));
  }
  if (to !== '') {
    pieces.push('AND c_startedAt < ?');
    parameters.push(zonedToUtc(addDays(to, 1), '00:00', zone));
  }
  return { sql: pieces.join(' '), parameters };
}

/** One walk over an index for each result asked for; SQLite merges walks that are each in order. */
function runsOf({ results, userId }: CallFilter, period: Condition): Condition[] {
  const whose: Condition =
    userId === '' ? { sql: '', parameters: [] } : { sql: 'AND c_userId = ?', parameters: [userId] };
  if (userId !== '' || results.length === 0) {
    // The unary plus keeps the person's own index in use.
    const which = results.length > 0 ? `AND +c_result IN (${results.map(() => '?').join(',')})` : '';
    return [
      {
        sql: `deleted = 0 ${whose.sql} ${period.sql} ${which}`,
        parameters: [...whose.parameters, ...period.parameters, ...results],
      },
    ];
  }
  return [...new Set(results)].map((result) => ({
    sql: `deleted = 0 AND c_result = ? ${period.sql}`,
    parameters: [result, ...period.parameters],
  }));
}

const unionOf = (runs: readonly Condition[], columns = 'rid, c_startedAt, id'): string =>
  `${runs
    .map(({ sql }) => `SELECT ${columns} FROM ${table('calls')} WHERE ${sql}`)
    .join(' UNION ALL ')} ORDER BY c_startedAt DESC, id DESC`;

function answerOf(reader: Reader, runs: readonly Condition[], text: string): Answer {
  const kept = answers.get(reader) ?? new Map<string, Answer>();
  answers.set(reader, kept);
  const asked = words(text);
  const calls = table('calls');
  // Whose name it is can change too; a filter without words depends on calls alone.
  const seq =
    reader.number(`SELECT max(seq) FROM ${calls}`) +
    (asked.length > 0 ? reader.number(`SELECT max(seq) FROM ${table('clients')}`) : 0);
  const key = JSON.stringify([runs, asked]);
  const known = kept.get(key);
  if (known?.seq === seq) return known;
  const found = asked.length > 0 ? withWords(reader, runs, text, asked) : undefined;
  const total =
    found?.length ??
    runs.reduce(
      (sum, { sql, parameters }) =>
        sum + reader.number(`SELECT count(*) FROM ${calls} WHERE ${sql}`, parameters),
      0,
    );
  const answer: Answer = { seq, total, ...(found ? { found } : {}) };
  kept.delete(key);
  kept.set(key, answer);
  if (kept.size > keptAnswers) kept.delete(kept.keys().next().value ?? '');
  return answer;
}

/**
 * Calls with every word at the beginning of one in the number, the comment or the next step; where there are none, or
 * for digits, the newest with the pieces anywhere in them; and all calls of clients of that name.
 */
function withWords(
  reader: Reader,
  runs: readonly Condition[],
  text: string,
  asked: readonly string[],
): SqlParameter[] {
  const found = new Map<SqlParameter, string>();
  const add = (rows: readonly (readonly unknown[])[]) => {
    for (const [rid, startedAt, id] of rows) found.set(rid as SqlParameter, `${startedAt} ${id}`);
  };
  const digits = searchDigits(text);
  add(withBeginnings(reader, runs, digits === '' ? asked : [digits]));
  if (digits !== '' || found.size === 0) add(withPieces(reader, runs, digits === '' ? asked : [digits]));
  const named = textCondition(reader, text);
  if (named) {
    const clients = reader
      .rows(`SELECT id FROM ${table('clients')} WHERE deleted = 0 AND ${named.sql} LIMIT ${clientLimit}`, [
        ...named.parameters,
      ])
      .map(([id]) => String(id));
    for (const run of runs) {
      // The unary plus leaves the client's index as the only one that fits.
      const sql = run.sql.replace(/(?<!\+)c_(result|userId) /g, '+c_$1 ');
      for (const client of clients) {
        add(
          reader.rows(`SELECT rid, c_startedAt, id FROM ${table('calls')} WHERE ${sql} AND c_clientId = ?`, [
            ...run.parameters,
            client,
          ]),
        );
      }
    }
  }
  return [...found].sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([rid]) => rid);
}

const wordsOfCalls = textTableName(table('calls'), 'search');

/**
 * By the full-text index, whatever the number of calls: a rare word leads to its calls, a common one is held against
 * the newest calls, which come off their own index.
 */
function withBeginnings(
  reader: Reader,
  runs: readonly Condition[],
  asked: readonly string[],
): readonly SqlRow[] {
  const words = asked.map((word) => `"${word}"*`).join(' ');
  const matches = `SELECT rowid FROM ${wordsOfCalls} WHERE ${wordsOfCalls} MATCH ?`;
  const many = reader.number(`SELECT count(*) FROM (${matches} LIMIT ${foundLimit + 1})`, [words]);
  if (many === 0) return [];
  const parameters = runs.flatMap((run) => run.parameters);
  if (many <= foundLimit) {
    const sql = runs
      .map(
        (run) =>
          `SELECT c.rid, c.c_startedAt, c.id FROM (${matches}) AS m CROSS JOIN ${table('calls')} AS c ON c.rid = m.rowid
           WHERE ${run.sql}`,
      )
      .join(' UNION ALL ');
    return reader.rows(
      sql,
      runs.flatMap((run) => [words, ...run.parameters]),
    );
  }
  return reader.rows(
    `SELECT rid, c_startedAt, id FROM (${unionOf(runs)}) WHERE rid IN (${matches}) LIMIT ${foundLimit}`,
    [...parameters, words],
  );
}

/** A piece from within a word is in no index: the newest calls are read for it. */
function withPieces(
  reader: Reader,
  runs: readonly Condition[],
  pieces: readonly string[],
): readonly SqlRow[] {
  return reader.rows(
    `SELECT rid, c_startedAt, id FROM
       (${unionOf(runs, 'rid, c_startedAt, id, x_search')} LIMIT ${piecesLimit})
     WHERE ${pieces.map(() => 'instr(x_search, ?) > 0').join(' AND ')}`,
    [...runs.flatMap((run) => run.parameters), ...pieces],
  );
}

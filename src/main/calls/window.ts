import type { CallFilter, CallWindow } from '@shared/calls/contract';
import { searchDigits } from '@shared/domain/phones/phones';
import { addDays, isIsoDate, isTimeZone, zonedToUtc } from '@shared/lib/dates';
import { AppError } from '@shared/lib/result';
import { words } from '@shared/search/fold';
import { textCondition } from '../clients/text-condition';
import { placeholders, type Reader, table } from '../reader/reader';
import { textTableName } from '../store/search-index';
import type { SqlParameter, SqlRow } from '../store/sqlite-storage/adapter';
import { tallyTableName } from '../store/tallies';
import { callRows } from './rows';

/** More found calls than this nobody goes through: of a word that stands in more of them, the newest are answered. */
const foundLimit = 20_000;
/** A word that stands in more calls than this is a common one. */
const rare = 3000;
/** It is held against so many of the newest calls. */
const newestLimit = 30_000;
/** How many calls of the period, newest first, are read for a piece from within a word or a number. */
const piecesLimit = 10_000;
/** More clients than this by one name are no answer to a question about calls. */
const clientLimit = 200;
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
  /** The days that lie whole in the period with how many of the calls began on each, the newest first. */
  readonly days: readonly Day[];
  /** Row ids in order, when words were looked for. */
  readonly found?: readonly SqlParameter[];
}

/** A day of UTC. */
interface Day {
  readonly day: string;
  readonly calls: number;
}

const answers = new WeakMap<Reader, Map<string, Answer>>();

/**
 * A page of the call log, newest first. Every part of the order comes from an index; the total, and the day on which a
 * page far down begins, come from the sums of `store/tallies.ts`.
 * @throws AppError `invalid-input` for an unknown zone or a day that does not exist
 */
export function callWindow(
  reader: Reader,
  filter: CallFilter,
  zone: string,
  offset: number,
  limit: number,
): CallWindow {
  const period = periodOf(filter, zone);
  const runs = runsOf(filter, conditionOf(period));
  const answer = answerOf(reader, filter, period, runs);
  const rids = answer.found
    ? answer.found.slice(offset, offset + limit)
    : pageOf(reader, filter, period, answer, offset, limit);
  return { total: answer.total, offset, rows: rowsOf(reader, rids) };
}

/** Skipping as many entries of an index as this takes no time. */
const shortSkip = 1000;

function pageOf(
  reader: Reader,
  filter: CallFilter,
  { from, until }: Period,
  { days }: Answer,
  offset: number,
  limit: number,
): SqlParameter[] {
  // The newest days are left out whole while the page begins after them.
  let skipped = 0;
  let before = until;
  for (const { day, calls } of offset > shortSkip ? days : []) {
    if (skipped + calls > offset) break;
    skipped += calls;
    before = day;
  }
  const runs = runsOf(filter, conditionOf({ from, until: before }));
  return reader
    .rows(`${unionOf(runs)} LIMIT ? OFFSET ?`, [
      ...runs.flatMap(({ parameters }) => parameters),
      limit,
      offset - skipped,
    ])
    .map(([rid]) => rid as SqlParameter);
}

function rowsOf(reader: Reader, rids: readonly SqlParameter[]) {
  const rows = reader.rows(
    `SELECT data, mark FROM ${table('calls')} WHERE rid IN (SELECT value FROM json_each(?))
     ORDER BY c_startedAt DESC, id DESC`,
    [JSON.stringify(rids)],
  );
  return callRows(reader, rows);
}

/** A period as instants, the end not included; '' for open. */
interface Period {
  readonly from: string;
  readonly until: string;
}

function periodOf({ from, to }: CallFilter, zone: string): Period {
  if (!isTimeZone(zone)) throw new AppError('invalid-input', { field: 'zone' });
  for (const [field, day] of Object.entries({ from, to })) {
    if (day !== '' && !isIsoDate(day)) throw new AppError('invalid-input', { field });
  }
  return {
    from: from === '' ? '' : zonedToUtc(from, '00:00', zone),
    until: to === '' ? '' : zonedToUtc(addDays(to, 1), '00:00', zone),
  };
}

function conditionOf({ from, until }: Period): Condition {
  const pieces = [
    ...(from === '' ? [] : ['AND c_startedAt >= ?']),
    ...(until === '' ? [] : ['AND c_startedAt < ?']),
  ];
  return { sql: pieces.join(' '), parameters: [from, until].filter((bound) => bound !== '') };
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

function answerOf(reader: Reader, filter: CallFilter, period: Period, runs: readonly Condition[]): Answer {
  const kept = answers.get(reader) ?? new Map<string, Answer>();
  answers.set(reader, kept);
  const asked = words(filter.text);
  const calls = table('calls');
  // Whose name it is can change too; a filter without words depends on calls alone.
  const seq =
    reader.number(`SELECT max(seq) FROM ${calls}`) +
    (asked.length > 0 ? reader.number(`SELECT max(seq) FROM ${table('clients')}`) : 0);
  const key = JSON.stringify([runs, asked]);
  const known = kept.get(key);
  if (known?.seq === seq) return known;
  const answer: Answer =
    asked.length > 0
      ? { seq, ...foundOf(withWords(reader, runs, filter.text, asked)) }
      : { seq, ...counted(reader, filter, period) };
  kept.delete(key);
  kept.set(key, answer);
  if (kept.size > keptAnswers) kept.delete(kept.keys().next().value ?? '');
  return answer;
}

const foundOf = (found: readonly SqlParameter[]) => ({ total: found.length, days: [], found });

/** Whole days by their sums; what of a day lies in the period at its ends is counted, call by call. */
function counted(reader: Reader, filter: CallFilter, { from, until }: Period): Omit<Answer, 'seq'> {
  const firstDay = from.slice(0, 10);
  const lastDay = until.slice(0, 10);
  const count = (piece: Period): number =>
    runsOf(filter, conditionOf(piece)).reduce(
      (sum, { sql, parameters }) =>
        sum + reader.number(`SELECT count(*) FROM ${table('calls')} WHERE ${sql}`, parameters),
      0,
    );
  if (firstDay !== '' && firstDay === lastDay) return { total: count({ from, until }), days: [] };
  const pieces = ['1'];
  const parameters: string[] = [];
  const add = (sql: string, ...values: readonly string[]) => {
    pieces.push(sql);
    parameters.push(...values);
  };
  if (from !== '') add('k0 > ?', firstDay);
  if (until !== '') add('k0 < ?', lastDay);
  if (filter.userId !== '') add('k1 = ?', filter.userId);
  if (filter.results.length > 0) add(`k2 IN (${placeholders(filter.results)})`, ...filter.results);
  const days = reader
    .rows(
      `SELECT k0, sum(n) FROM ${tallyTableName(table('calls'))} WHERE ${pieces.join(' AND ')}
       GROUP BY k0 ORDER BY k0 DESC`,
      parameters,
    )
    .map(([day, calls]) => ({ day: String(day), calls: Number(calls) }));
  const late = until === '' ? 0 : count({ from: lastDay, until });
  const early = from === '' ? 0 : count({ from, until: `${addDays(firstDay, 1)}` });
  const whole = days.reduce((sum, { calls }) => sum + calls, 0);
  // The hours of the last day come before the first whole one.
  const before = late > 0 ? [{ day: lastDay, calls: late }] : [];
  return { total: late + whole + early, days: [...before, ...days] };
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
  const add = (rows: readonly SqlRow[]) => {
    for (const [rid, startedAt, id] of rows) found.set(rid as SqlParameter, `${startedAt} ${id}`);
  };
  const digits = searchDigits(text);
  add(withBeginnings(reader, runs, digits === '' ? asked : [digits]));
  if (digits !== '' || found.size === 0) add(withPieces(reader, runs, digits === '' ? asked : [digits]));
  const named = textCondition(reader, text);
  if (named) add(ofClients(reader, runs, named));
  return [...found].sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([rid]) => rid);
}

/** All calls of the clients that a text finds. */
function ofClients(reader: Reader, runs: readonly Condition[], named: Condition): SqlRow[] {
  const clients = reader
    .rows(`SELECT id FROM ${table('clients')} WHERE +deleted = 0 AND ${named.sql} LIMIT ${clientLimit}`, [
      ...named.parameters,
    ])
    .map(([id]) => String(id));
  if (clients.length === 0) return [];
  return runs.flatMap((run) => {
    // The unary plus leaves the client's index as the only one that fits.
    const sql = run.sql.replace(/(?<!\+)c_(result|userId) /g, '+c_$1 ');
    return reader.rows(
      `SELECT rid, c_startedAt, calls.id FROM json_each(?) AS j CROSS JOIN ${table('calls')} AS calls ON c_clientId = j.value
       WHERE ${sql}`,
      [JSON.stringify(clients), ...run.parameters],
    );
  });
}

const wordsOfCalls = textTableName(table('calls'), 'search');
const matches = `SELECT rowid FROM ${wordsOfCalls} WHERE ${wordsOfCalls} MATCH ?`;

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
  const many = reader.number(`SELECT count(*) FROM (${matches} LIMIT ${rare + 1})`, [words]);
  if (many === 0) return [];
  if (many > rare) return amongNewest(reader, runs, words);
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

/** Those of the newest calls that have the words. */
function amongNewest(reader: Reader, runs: readonly Condition[], words: string): readonly SqlRow[] {
  const newest = reader.rows(
    `${unionOf(runs)} LIMIT ${newestLimit}`,
    runs.flatMap((run) => run.parameters),
  );
  const first = newest.reduce((least, [rid]) => Math.min(least, Number(rid)), Number.MAX_SAFE_INTEGER);
  const having = new Set(reader.rows(`${matches} AND rowid >= ?`, [words, first]).map(([rid]) => rid));
  return newest.filter(([rid]) => having.has(rid)).slice(0, foundLimit);
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

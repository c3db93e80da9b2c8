import { stampFields } from '@shared/filters/fields';
import type { ListRow, ListWindow } from '@shared/lists/contract';
import type { ViewOrder } from '@shared/views/schema';
import { clientSql, fieldSql } from '../fields/columns';
import { orderOf } from '../fields/order';
import { Names } from '../history/names';
import type { Reader } from '../reader/reader';
import { parseStored } from '../store/sqlite-storage/stored';
import { asked, fieldAt, type Question, valueAt } from './question';

interface Page {
  readonly columns: readonly string[];
  readonly order: readonly ViewOrder[];
  readonly offset: number;
  readonly limit: number;
}

/** A part of the records that a filter lets through, with the values of some columns. */
export function listWindow(reader: Reader, question: Question, page: Page): ListWindow {
  const { kind } = question;
  const { from, parameters } = asked(reader, question);
  const columns = page.columns.map((path) => fieldAt(kind, path));
  const values = columns.map((found) => {
    const sql = valueAt(found, 't') ?? 'NULL';
    // Whatever it is, it crosses as JSON: a list stays one, yes and no do.
    return `json_array(${cellSql(found.field.type, sql)})`;
  });
  const order = [
    ...page.order.flatMap(({ field, descending }) => {
      const found = fieldAt(kind, field);
      const sql = valueAt(found, 't', (of, name, alias) => orderOf(found.field, fieldSql(of, name, alias)));
      return sql === undefined ? [] : [`${sql}${descending ? ' DESC' : ''}`];
    }),
    't.id DESC',
  ].join(', ');
  const rows = reader.rows(
    `SELECT t.id, ${clientSql(kind, 't.')}${values.map((sql) => `, ${sql}`).join('')}
     FROM ${from} ORDER BY ${order} LIMIT ? OFFSET ?`,
    [...parameters, page.limit, page.offset],
  );
  const names = new Names(reader.db);
  return {
    total: reader.number(`SELECT count(*) FROM ${from}`, parameters),
    offset: page.offset,
    rows: rows.map(([id, clientId, ...cells]): ListRow => {
      const told = cells.map((cell) => parseStored<[unknown]>(cell)[0] ?? undefined);
      for (const [place, { kind: of, name }] of columns.entries()) {
        const value = told[place];
        names.note(of, name, value);
        if (name in stampFields && typeof value === 'string') names.user(value);
      }
      const ids = told.flat().filter((one) => typeof one === 'string' && names.found[one] !== undefined);
      return {
        id: String(id),
        clientId: String(clientId ?? ''),
        values: told,
        names: Object.fromEntries(ids.map((one) => [one, names.found[String(one)] ?? ''])),
      };
    }),
  };
}

/** Lists are JSON already; a plain value is made one. */
function cellSql(type: string, sql: string): string {
  const isWhole =
    /^(choices|references|people|phones|emails|addresses|accounts|tags|lines|elements|group|data)$/;
  if (isWhole.test(type)) return `json(${sql})`;
  return type === 'yesNo' ? `json(iif(${sql}, 'true', 'false'))` : sql;
}

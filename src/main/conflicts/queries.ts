import type { Client } from '@shared/clients/schema';
import type { CollectionName } from '@shared/collections';
import type { ConflictRow, DuplicateSide } from '@shared/conflicts/contract';
import type { Conflict } from '@shared/conflicts/schema';
import { gistOf, isKind, isLocked, titleOf } from '@shared/kinds';
import { recordNames } from '../calls/rows';
import { Names } from '../history/names';
import { type FeatureQueries, parseRecord, type Reader, table } from '../reader/reader';

/** Longer titles are cut. */
const LONGEST_TITLE = 200;

const open = `${table('conflicts')} WHERE deleted = 0 AND c_state = 'open'`;

export const conflictsQueries: FeatureQueries<'conflicts'> = {
  'conflicts.list'(reader, { state, limit }) {
    const from = `${table('conflicts')} WHERE deleted = 0 AND c_state = ?`;
    const rows = reader.rows(`SELECT data FROM ${from} ORDER BY c_createdAt DESC, id LIMIT ?`, [
      state,
      limit,
    ]);
    const found = rows.map(([data]) => conflictRow(reader, parseRecord<Conflict>(data)));
    const names = new Names(reader.db);
    for (const { recordKind, fields } of found) {
      if (!isKind(recordKind)) continue;
      for (const { field, base, mine, current } of fields) {
        for (const value of [base, mine, current]) names.note(recordKind, field, value);
      }
    }
    return {
      total: reader.number(`SELECT count(*) FROM ${from}`, [state]),
      rows: found,
      names: names.found,
    };
  },
  'conflicts.count': (reader) => reader.number(`SELECT count(*) FROM ${open}`),
};

function conflictRow(reader: Reader, conflict: Conflict): ConflictRow {
  const { id, kind, state, recordKind, recordId, clientId, mineAt, theirsAt, decidedAt, createdAt } =
    conflict;
  const of = isKind(recordKind) ? recordKind : undefined;
  const record = of ? (reader.record(of, recordId) as unknown as Record<string, unknown> | null) : null;
  const sides =
    kind === 'duplicate' ? [recordId, conflict.otherId].flatMap((one) => sideOf(reader, one)) : [];
  return {
    ...{ id, kind, state, recordKind, recordId, clientId, mineAt, theirsAt, decidedAt, createdAt },
    title: of && record ? (titleOf(of, record) || gistOf(of, record)).slice(0, LONGEST_TITLE) : '',
    clientName: recordNames(reader, 'clients', [clientId]).get(clientId) ?? '',
    fixed: of === undefined || record === null || isLocked(of, record),
    mineByName: reader.userName(conflict.mineBy),
    theirsByName: reader.userName(conflict.theirsBy),
    decidedByName: reader.userName(conflict.decidedBy),
    fields: conflict.fields.map((field) => ({ ...field, current: record?.[field.field] ?? null })),
    sides: sides.length === 2 ? sides : [],
  };
}

function sideOf(reader: Reader, id: string): DuplicateSide[] {
  const client = reader.record('clients', id) as Client | null;
  if (!client) return [];
  const hanging = (name: CollectionName) =>
    reader.number(`SELECT count(*) FROM ${table(name)} WHERE deleted = 0 AND c_clientId = ?`, [id]);
  const { name, inn, kpp, city, createdAt } = client;
  return [
    {
      ...{ id, name: name.slice(0, 200), inn, kpp, city, createdAt },
      phones: client.phones.map(({ raw, e164 }) => raw || e164),
      emails: client.emails.map(({ value }) => value),
      createdByName: reader.userName(client.createdBy),
      calls: hanging('calls'),
      contacts: hanging('contacts'),
    },
  ];
}

import type { ChangedField, HistoryAction, HistoryEntry, RecordKey } from '@shared/history/contract';
import { asOf, type Fields } from '@shared/history/delta';
import { excerpt, isSettable, knownFields, shownFields, valueAt } from '@shared/history/fields';
import { isLocked, titleOf } from '@shared/kinds';
import type { FeatureQueries } from '../reader/reader';
import type { Database } from '../store/sqlite-storage';
import { contactsThen, timelineThen } from './as-of-card';
import { Names } from './names';
import { changesAfter, countChanges, knownSince, type Step, stepsBack, storedRecord } from './versions';

/** Longer titles are cut. */
const LONGEST_TITLE = 200;

export const historyQueries: FeatureQueries<'history'> = {
  'history.page'({ db }, { collection, id, offset, limit }) {
    const record = storedRecord(db, collection, id);
    if (!record) return null;
    const names = new Names(db);
    const since = unknownUntil(knownSince(db, collection, id, record), record);
    const changes = countChanges(db, collection, id);
    const rows: HistoryEntry[] = [];
    let place = 0;
    let earliest = record;
    let complete = true;
    for (const step of stepsBack(db, collection, id, record)) {
      if (place >= offset + limit) {
        complete = false;
        break;
      }
      if (place >= offset) rows.push(entryOf(collection, step, names));
      earliest = step.before;
      place += 1;
    }
    if (complete) {
      const first = firstEntries(earliest, since, names);
      rows.push(...first.slice(Math.max(0, offset - place)).slice(0, limit - rows.length));
    }
    return {
      total: changes + (since === '' ? 1 : 2),
      changes: changes + 1,
      knownSince: since,
      joins: joinsEdits(db, collection, id),
      rows,
      names: names.found,
      title: titleOf(collection, record).slice(0, LONGEST_TITLE),
      deleted: record._deleted === true,
      locked: isLocked(collection, record),
    };
  },

  'history.at'({ db }, { collection, id, at }) {
    const instant = Date.parse(at);
    const record = storedRecord(db, collection, id);
    if (!record || Number.isNaN(instant)) return null;
    const names = new Names(db);
    const then = asOf(record, changesAfter(db, collection, id, instant), instant);
    const made = Date.parse(String(record.createdAt ?? ''));
    // What went into the recycle bin with a client stood on the card until then.
    const seen = then._deleted === true ? Math.min(instant, Date.parse(String(then.updatedAt)) - 1) : instant;
    const contacts = collection === 'clients' ? contactsThen(db, id, seen) : [];
    const timeline = collection === 'clients' ? timelineThen(db, id, seen) : { entries: [], complete: true };
    for (const field of knownFields(collection, then)) names.note(collection, field, valueAt(then, field));
    return {
      state: made > instant ? 'before' : then._deleted === true ? 'deleted' : 'there',
      record: then,
      contacts,
      timeline,
      names: names.found,
      title: titleOf(collection, then).slice(0, LONGEST_TITLE),
      knownSince: knownSince(db, collection, id, record),
    };
  },
};

/** The instant from which on changes are known, or '' where all of them are. */
const unknownUntil = (since: string, { createdAt }: Fields): string => (since === createdAt ? '' : since);

/** Whether a change of the record came by sync, and so may be several. */
const joinsEdits = (db: Database, kind: RecordKey['collection'], id: string): boolean =>
  db.get('SELECT 1 FROM history WHERE id = ? AND collection = ? AND came = 1 LIMIT 1', [id, kind]) !==
  undefined;

function entryOf(kind: RecordKey['collection'], step: Step, names: Names): HistoryEntry {
  const { delta, before, after, lost } = step;
  const fields = shownFields(kind, delta, before, after).map((field): ChangedField => {
    const [was, is] = excerpt(valueAt(before, field), valueAt(after, field));
    names.note(kind, field, was);
    names.note(kind, field, is);
    const known = !lost.includes(field.split('.')[0] ?? field) && isSettable(kind, field);
    return { field, before: was, after: is, known };
  });
  return {
    seq: step.seq,
    at: new Date(step.at).toISOString(),
    userName: names.user(step.userId),
    joined: step.userId === '',
    device: step.device,
    came: step.came,
    action: actionOf(step),
    fields,
    known: true,
  };
}

function actionOf({ before, after }: Step): HistoryAction {
  if ((before._deleted === true) === (after._deleted === true)) return 'changed';
  return after._deleted === true ? 'deleted' : 'restored';
}

/**
 * How the record was made and, where its changes after that are not known here, the earliest version that is.
 * @param earliest that version
 * @param since when it was written; '' where every change is known
 */
function firstEntries(earliest: Fields, since: string, names: Names): HistoryEntry[] {
  const { createdAt, createdBy, updatedAt, updatedBy, device } = earliest;
  const entry = (action: HistoryAction, at: unknown, by: unknown, where: unknown): HistoryEntry => ({
    seq: 0,
    at: String(at ?? ''),
    userName: names.user(String(by ?? '')),
    joined: false,
    device: String(where ?? ''),
    came: false,
    action,
    fields: [],
    known: true,
  });
  if (since === '') return [entry('created', createdAt, createdBy, device)];
  return [
    entry('earliest', updatedAt, updatedBy, device),
    { ...entry('created', createdAt, createdBy, ''), known: false },
  ];
}

import type { CollectionName } from '@shared/collections';
import type { ChangedField, HistoryAction, HistoryEntry, RecordKey } from '@shared/history/contract';
import { asOf, type Delta, type Fields } from '@shared/history/delta';
import { excerpt, isSettable, knownFields, shownFields, valueAt } from '@shared/history/fields';
import type { FeatureQueries } from '../reader/reader';
import type { Database } from '../store/sqlite-storage';
import { parseStored } from '../store/sqlite-storage/stored';
import { contactsThen, timelineThen } from './card-then';
import { Names, titleOf } from './names';
import { changesAfter, countChanges, type Step, stepsBack, storedRecord } from './versions';

const dependsOn: readonly CollectionName[] = [
  'clients',
  'contacts',
  'calls',
  'tasks',
  'notes',
  'documents',
  'files',
  'organizations',
  'users',
];

export const historyQueries: FeatureQueries<'history'> = {
  'history.page': {
    dependsOn,
    run({ db }, { collection, id, offset, limit }) {
      const record = storedRecord(db, collection, id);
      if (!record) return null;
      const names = new Names(db);
      const total = countChanges(db, collection, id) + 1;
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
      if (complete && rows.length < limit && place >= offset) rows.push(madeEntry(earliest, names));
      return {
        total,
        rows,
        names: names.found,
        title: titleOf(collection, record),
        deleted: record._deleted === true,
        locked: collection === 'documents' && record.status !== 'draft',
      };
    },
  },

  'history.at': {
    dependsOn,
    run({ db }, { collection, id, at }) {
      const instant = Date.parse(at);
      const record = storedRecord(db, collection, id);
      if (!record || Number.isNaN(instant)) return null;
      const names = new Names(db);
      const then = asOf(record, changesAfter(db, collection, id, instant), instant);
      const made = Date.parse(String(record.createdAt ?? ''));
      // What went into the recycle bin with a client stood on the card until then.
      const seen =
        then._deleted === true ? Math.min(instant, Date.parse(String(then.updatedAt)) - 1) : instant;
      const contacts = collection === 'clients' ? contactsThen(db, id, seen) : [];
      const timeline =
        collection === 'clients' ? timelineThen(db, id, seen) : { entries: [], complete: true };
      for (const field of knownFields(collection, then)) names.note(field, valueAt(then, field));
      return {
        state: made > instant ? 'before' : then._deleted === true ? 'deleted' : 'there',
        record: then,
        contacts,
        timeline,
        names: names.found,
        title: titleOf(collection, then),
        knownSince: knownSince(db, { collection, id }, record),
      };
    },
  },
};

function entryOf(kind: RecordKey['collection'], step: Step, names: Names): HistoryEntry {
  const { delta, before, after, lost } = step;
  const fields = shownFields(kind, delta, before, after).map((field): ChangedField => {
    const [was, is] = excerpt(valueAt(before, field), valueAt(after, field));
    names.note(field, was);
    names.note(field, is);
    const known = !lost.includes(field.split('.')[0] ?? field) && isSettable(field);
    return { field, before: was, after: is, known };
  });
  return {
    seq: step.seq,
    at: new Date(step.at).toISOString(),
    userName: names.user(step.userId),
    joined: step.userId === '',
    device: step.device,
    action: actionOf(step),
    fields,
  };
}

function actionOf({ before, after }: Step): HistoryAction {
  if ((before._deleted === true) === (after._deleted === true)) return 'changed';
  return after._deleted === true ? 'deleted' : 'restored';
}

/** How the record was made, as far as the earliest version that is known here tells. */
function madeEntry(earliest: Fields, names: Names): HistoryEntry {
  const { createdAt, createdBy, updatedAt, updatedBy, device } = earliest;
  const untouched = updatedAt === createdAt;
  const where = String(device ?? '');
  return {
    seq: 0,
    at: String(createdAt ?? ''),
    userName: names.user(String(createdBy ?? '')),
    joined: false,
    device: untouched ? where : '',
    action: 'created',
    fields: [],
    unseen: untouched
      ? null
      : { at: String(updatedAt ?? ''), userName: names.user(String(updatedBy ?? '')), device: where },
  };
}

/** When the earliest version known here was written. */
function knownSince(db: Database, { collection, id }: RecordKey, record: Fields): string {
  const first = db.get('SELECT changes FROM history WHERE id = ? AND collection = ? ORDER BY seq LIMIT 1', [
    id,
    collection,
  ]);
  if (!first) return String(record.updatedAt ?? '');
  const { updatedAt } = parseStored<Delta>(first[0]);
  return String((updatedAt && 'was' in updatedAt ? updatedAt.was : undefined) ?? record.createdAt ?? '');
}

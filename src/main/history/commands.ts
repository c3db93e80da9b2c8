import { localUserId } from '@shared/app/contract';
import type { DocumentContent } from '@shared/documents/schema';
import type { RecordKey } from '@shared/history/contract';
import type { Fields } from '@shared/history/delta';
import { isSettable, knownFields, patchAt, valueAt } from '@shared/history/fields';
import { isLocked } from '@shared/kinds';
import { equal } from '@shared/lib/merge';
import { AppError } from '@shared/lib/result';
import type { DataContext, FeatureCommands } from '../data/context';
import { documentsCommands } from '../documents/commands';
import { changeRecord } from '../records/change-record';
import { bringBack } from '../recycle-bin/bring-back';
import { stepsBack, storedRecord } from './versions';

export const historyCommands: FeatureCommands<'history'> = {
  async 'history.restoreField'(context, { seq, field, ...key }) {
    const record = present(context, key);
    for (const step of stepsBack(context.db, key.collection, key.id, record)) {
      if (step.seq !== seq) continue;
      const value = valueAt(step.before, field);
      const lost = step.lost.includes(field.split('.')[0] ?? field);
      if (lost || value === undefined || !isSettable(key.collection, field))
        throw new AppError('invalid-input', { field });
      await write(context, key, { ...patchAt(record, field, value), ...alongWith(key, field, step.before) });
      return null;
    }
    throw new AppError('not-found');
  },

  async 'history.restoreVersion'(context, { seq, ...key }) {
    const record = present(context, key);
    const version = versionAfter(context, key, record, seq);
    if (record._deleted === true) await bringBack(context, [key]);
    const patch: Record<string, unknown> = {};
    for (const name of knownFields(key.collection, version)) {
      if (!isSettable(key.collection, name)) continue;
      const field = name.split('.')[0] ?? name;
      if (equal(version[field], record[field])) continue;
      Object.assign(patch, { [field]: version[field] }, alongWith(key, field, version));
    }
    if (Object.keys(patch).length > 0) await write(context, key, patch);
    return null;
  },
};

/** The record as it lies here; a posted document is refused. */
function present({ db }: DataContext, { collection, id }: RecordKey): Fields {
  const record = storedRecord(db, collection, id);
  if (!record) throw new AppError('not-found');
  if (isLocked(collection, record)) throw new AppError('already-posted');
  return record;
}

/** What is set with a field and never by itself: a task's completion with its status. */
function alongWith({ collection }: RecordKey, field: string, version: Fields): Fields {
  return collection === 'tasks' && field === 'status' ? { completedAt: version.completedAt } : {};
}

function versionAfter({ db }: DataContext, key: RecordKey, record: Fields, seq: number): Fields {
  let earliest = record;
  for (const step of stepsBack(db, key.collection, key.id, record)) {
    if (step.seq === seq) return step.after;
    earliest = step.before;
  }
  if (seq !== 0) throw new AppError('not-found');
  return earliest;
}

/** Who worked here before the first sign-in is known by another id now. */
function ofToday({ session }: DataContext, values: Fields): Fields {
  const { userId, deviceId } = session();
  const former = localUserId(deviceId);
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, value === former ? userId : value]),
  );
}

/** Sets former values; a draft's total follows its lines. */
async function write(context: DataContext, { collection, id }: RecordKey, values: Fields): Promise<void> {
  if (collection !== 'documents') return changeRecord(context, collection, id, ofToday(context, values));
  const content = values.content as DocumentContent | undefined;
  if (content) await documentsCommands['documents.changeDraft'](context, { id, content });
}

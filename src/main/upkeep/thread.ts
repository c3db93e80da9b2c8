import { parentPort, workerData } from 'node:worker_threads';
import { AppError, type Result } from '@shared/lib/result';
import { makeCopy } from '../store/copies';
import { openDatabase } from '../store/sqlite-storage/adapter';
import { toFailure } from '../threads/failures';

interface Upkeep {
  readonly task: 'copy' | 'check';
  readonly databasePath: string;
  readonly encryptionKey: string;
  readonly folder: string;
  readonly day: string;
}

/** One task over the base on a connection of its own, then the thread ends. */
function run(upkeep: Upkeep): Result<null> {
  try {
    const db = openDatabase({ path: upkeep.databasePath, encryptionKey: upkeep.encryptionKey });
    try {
      if (upkeep.task === 'copy') makeCopy(db, upkeep.folder, upkeep.day, upkeep.encryptionKey);
      else if (db.get('PRAGMA quick_check(1)')?.[0] !== 'ok') throw new AppError('store-corrupt');
    } finally {
      db.close();
    }
    return { ok: true, value: null };
  } catch (error) {
    return { ok: false, error: toFailure(error) };
  }
}

parentPort?.postMessage(run(workerData as Upkeep));

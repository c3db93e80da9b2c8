import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { type CollectionName, collections } from '@shared/collections';
import { isTreasuryBik, lookupBank, readBankDirectory } from '@shared/domain/requisites/requisites';
import { kindsWith } from '@shared/kinds';
import { AppError } from '@shared/lib/result';
import type { DataContext } from '../data/context';
import { resumeSearch, suspendSearch } from '../store/search-index';
import { storageHandle, tableName } from '../store/sqlite-storage';
import { generate, RECORDS_PER_CLIENT } from './generate';

/** The same for everybody, so that two people look at the same demo database. */
const SEED = 20_260_101;
/** With fewer clients the indexes are simply kept up: building them anew gains nothing. */
const BULK_FROM = 2000;
/** What is to be empty before, and is loaded without its indexes. */
const loaded = kindsWith('counted');

/** What was written, and how long each part took. */
export interface Filled {
  readonly records: number;
  readonly writeMs: number;
  readonly indexMs: number;
}

/**
 * Fills an empty database with made-up records.
 * @param progress told how many records of about how many are written
 * @throws AppError `demo-not-empty`
 */
export async function fillDemo(
  context: DataContext,
  clients: number,
  progress: (done: number, total: number) => void,
): Promise<Filled> {
  const { records, db } = context;
  const table = (name: CollectionName) => tableName(name, collections[name].version);
  for (const name of loaded) {
    if (db.get(`SELECT 1 FROM ${table(name)} WHERE deleted = 0 LIMIT 1`))
      throw new AppError('demo-not-empty');
  }
  const now = context.now();
  const { userId, series } = context.session();
  const batches = generate({
    clients,
    seed: SEED,
    now,
    offsetMinutes: -new Date(now).getTimezoneOffset(),
    userId,
    series,
    banks: banksOf(context.resources),
  });

  const began = performance.now();
  const total = Math.round(clients * RECORDS_PER_CLIENT);
  const bulk = clients >= BULK_FROM;
  const handle = storageHandle(db.path);
  let done = 0;
  let writtenAt = began;
  for (const name of bulk ? loaded : []) {
    suspendSearch(db, name, table(name));
    handle.dropIndexes(name);
  }
  try {
    for (const { collection, records: batch } of batches) {
      const refused = await records.insertMany(collection, batch as never);
      if (refused.length > 0) throw new AppError('internal', { collection, refused: refused.length });
      done += batch.length;
      progress(done, Math.max(done, total));
      await breathe();
    }
    writtenAt = performance.now();
  } finally {
    for (const name of bulk ? loaded : []) {
      handle.createIndexes(name);
      await breathe();
      await resumeSearch(db, name, table(name));
    }
  }
  progress(done, done);
  return { records: done, writeMs: writtenAt - began, indexMs: performance.now() - writtenAt };
}

/** The banks we know, without the Treasury, where companies hold no accounts. */
function banksOf(resources: string) {
  const directory = readBankDirectory(readFileSync(join(resources, 'data', 'banks.json'), 'utf8'));
  if (!directory) throw new AppError('internal', { file: 'banks.json' });
  return Object.keys(directory.banks).flatMap((bik) => {
    const bank = lookupBank(directory, bik);
    return bank && !bank.revoked && bank.corrAccount !== '' && !isTreasuryBik(bik) ? [bank] : [];
  });
}

import type { ExportKind } from '@shared/audit/events';
import type { HandlerServices } from '../app/system';
import { describeError } from '../threads/failures';

type Parts = Pick<HandlerServices, 'profile' | 'data' | 'log'>;

/**
 * Does what carries records out of the encrypted database, and has the server's log told of it: noted in the database before
 * anything leaves it, so that no crash makes it untold, and taken back when nothing came of it. Without a server there
 * is nobody to tell. Where the database cannot be written, the work is done all the same: a copy may be all that is left
 * to save.
 * @param count how many records it carries
 * @throws whatever the work throws
 */
export async function exporting<T>(
  { profile, data, log }: Parts,
  what: ExportKind,
  count: number | (() => Promise<number>),
  work: () => Promise<T>,
): Promise<T> {
  if (profile.state.account === null) return work();
  const missed = (error: unknown) => {
    log.warn(`an export (${what}) was not noted: ${describeError(error)}`);
    return '';
  };
  const begin = async () => {
    const carried = typeof count === 'number' ? count : await count();
    return data('exports.begin', { what, count: carried });
  };
  const id = await begin().catch(missed);
  const end = async (made: boolean) => {
    if (id !== '') await data('exports.end', { id, made }).catch(missed);
  };
  try {
    const done = await work();
    await end(true);
    return done;
  } catch (error) {
    await end(false);
    throw error;
  }
}

/** How many records the database has: what a copy of it carries. */
export async function recordsHere({ read }: Pick<HandlerServices, 'read'>): Promise<number> {
  const counts = await read('sync.counts', {});
  return counts.reduce((sum, { here }) => sum + here, 0);
}

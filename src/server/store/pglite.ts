import { PGlite, type Transaction } from '@electric-sql/pglite';
import type { Database, Rows } from './database';

/**
 * Opens PostgreSQL embedded in this process.
 * @param folder where it keeps its data; without it everything stays in memory
 * @param cluster what it begins with in memory, as PGlite dumps it; made anew without it
 */
export async function openPglite(folder?: string, cluster?: Blob): Promise<Database> {
  const pglite = await PGlite.create(folder ?? 'memory://', cluster && { loadDataDir: cluster });
  return {
    kind: 'pglite',
    description: folder === undefined ? 'PGlite (memory)' : `PGlite ${folder}`,
    query: rowsOf(pglite).query,
    transaction: <T>(work: (transaction: Rows) => Promise<T>) =>
      pglite.transaction((transaction) => work(rowsOf(transaction))),
    // In one process no message can be missed, so `onGap` is never needed.
    listen: async (channel, onMessage) => {
      await pglite.listen(channel, onMessage);
    },
    close: async () => {
      if (!pglite.closed) await pglite.close();
    },
  };
}

function rowsOf(source: PGlite | Transaction): Rows {
  return {
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) => {
      const result = await source.query<Row>(sql, [...parameters]);
      return result.rows;
    },
  };
}

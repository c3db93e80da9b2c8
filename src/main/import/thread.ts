import { AppError } from '@shared/lib/result';
import { openDatabase } from '../store/sqlite-storage/adapter';
import { describeError, toFailure } from '../threads/failures';
import { beginThread } from '../threads/port';
import { serveThread } from '../threads/serve';
import { analyseFile } from './analyse';
import { packBatch, type WrittenBatch } from './batch';
import type { ImportThreadCalls, ImportThreadNews, ImportThreadStart, RunAnswer } from './protocol';
import { type RunInput, runImport, saveFailedRows } from './run';

beginThread<ImportThreadStart>((port, start) => {
  const writing = new Map<
    number,
    { readonly resolve: (written: WrittenBatch) => void; readonly reject: (error: AppError) => void }
  >();
  let seq = 0;
  let running: AbortController | undefined;

  const run = async (input: RunInput): Promise<RunAnswer> => {
    if (running) throw new AppError('import-running');
    const stop = new AbortController();
    running = stop;
    const db = openDatabase({
      path: start.databasePath,
      encryptionKey: start.encryptionKey,
      readonly: true,
      pragmas: { cache_size: -16384, temp_store: 2 },
    });
    try {
      const summary = await runImport(
        input,
        {
          db,
          write: (batch) =>
            new Promise((resolve, reject) => {
              seq += 1;
              writing.set(seq, { resolve, reject });
              tell('write', { seq, bytes: packBatch(batch) });
            }),
          news: (value) => tell('progress', value),
        },
        stop.signal,
      );
      const failed = summary.outcome === 'failed' ? toFailure(summary.error) : null;
      if (failed?.code === 'internal') {
        log('error', `import: ${describeError(summary.error)}`);
      }
      return { ...summary, error: failed };
    } finally {
      running = undefined;
      db.close();
    }
  };

  const { tell, log } = serveThread<ImportThreadCalls, ImportThreadNews>(port, {
    calls: {
      analyse: analyseFile,
      run,
      cancel() {
        running?.abort();
        return null;
      },
      written({ seq: answered, result }) {
        const waiting = writing.get(answered);
        writing.delete(answered);
        if (result.ok) waiting?.resolve(result.value);
        else waiting?.reject(new AppError(result.error.code, result.error.data));
        return null;
      },
      failedRows: saveFailedRows,
    },
  });
});

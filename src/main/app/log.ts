import { join } from 'node:path';
import log from 'electron-log/main.js';

export type Log = Pick<typeof log, 'info' | 'warn' | 'error'>;

/** Opens the log: call names, durations, codes and ids; never what records contain. Kept to two files of 2 MB. */
export function openLog(folder: string): Log {
  log.transports.file.resolvePathFn = () => join(folder, 'logs', 'kartoteka.log');
  log.transports.file.maxSize = 2 * 1024 * 1024;
  log.transports.console.level = process.env.KARTOTEKA_DEBUG ? 'info' : 'error';
  log.errorHandler.startCatching({
    showDialog: false,
    onError: ({ error }) => {
      log.error(`uncaught ${error.name}`);
      return false;
    },
  });
  return log;
}

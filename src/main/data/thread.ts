import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Session } from '@shared/app/contract';
import { AppError } from '@shared/lib/result';
import { validateInput } from '../ipc/validate';
import { setThreadFolder } from '../threads/files';
import { letOthersGoFirst, WRITER_PRIORITY } from '../threads/priority';
import type { Changed } from '../threads/protocol';
import { serveThread } from '../threads/serve';
import type { DataService } from './service';

export interface DataStart {
  readonly databasePath: string;
  readonly encryptionKey: string;
  readonly resources: string;
  /** The application's version, kept in the file for older ones that cannot read it. */
  readonly version: string;
  readonly session: Session;
  /** The reader's ear: told which collections changed. */
  readonly changes: MessagePort;
}

if (!parentPort) throw new Error('the data thread is a worker thread');
const start = workerData as DataStart;
letOthersGoFirst(WRITER_PRIORITY);
setThreadFolder(new URL('.', import.meta.url));

/** RxDB and the features load while the window already reads: they are half a second of a cold start. */
let opening: Promise<DataService> | undefined;

function service(): Promise<DataService> {
  if (!opening) throw new AppError('store-not-open');
  return opening;
}

const send = serveThread(parentPort, {
  async call(name, input) {
    if (name === '$open') {
      opening = import('./service').then(({ openService }) =>
        openService(start, {
          changed: (collections) => start.changes.postMessage({ collections } satisfies Changed),
          publish: (state, value) => send({ type: 'publish', name: state, value }),
          tellMain: (name, value) => send({ type: 'publish', name, value }),
          log: (level, message) => send({ type: 'log', level, message }),
        }),
      );
      await opening;
      return null;
    }
    if (name.startsWith('$')) return (await service()).own(name, input);
    const sound = validateInput('command', name, input);
    return (await service()).command(name, sound);
  },
});

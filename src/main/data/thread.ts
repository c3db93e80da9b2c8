import type { Session } from '@shared/app/contract';
import { AppError } from '@shared/lib/result';
import { validateInput } from '../ipc/validate';
import { setThreadFolder } from '../threads/files';
import { beginThread, type ThreadPort } from '../threads/port';
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
  readonly changes: ThreadPort;
}

letOthersGoFirst(WRITER_PRIORITY);
setThreadFolder(new URL('.', import.meta.url));
beginThread<DataStart>(serveData);

function serveData(port: ThreadPort, start: DataStart): void {
  /** RxDB and the features load while the window already reads: they are half a second of a cold start. */
  let opening: Promise<DataService> | undefined;

  function service(): Promise<DataService> {
    if (!opening) throw new AppError('store-not-open');
    return opening;
  }

  const send = serveThread(port, {
    async call(name, input) {
      if (name === '$open') {
        opening = import('./service').then(({ openService }) =>
          openService(start, {
            changed: (collections) => start.changes.post({ collections } satisfies Changed),
            publish: (state, value) => send({ type: 'publish', name: state, value }),
            tellMain: (name, value) => send({ type: 'publish', name, value }),
            log: (level, message) => send({ type: 'log', level, message }),
          }),
        );
        return (await opening).opened;
      }
      if (name.startsWith('$')) return (await service()).own(name, input);
      const sound = validateInput('command', name, input);
      return (await service()).command(name, sound);
    },
  });
}

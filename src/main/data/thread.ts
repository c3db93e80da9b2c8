import { AppError } from '@shared/lib/result';
import { validateInput } from '../ipc/validate';
import { setThreadFolder } from '../threads/files';
import { beginThread, type ThreadPort } from '../threads/port';
import { letOthersGoFirst, WRITER_PRIORITY } from '../threads/priority';
import type { Changed } from '../threads/protocol';
import { type Sender, serveThread } from '../threads/serve';
import type { DataCalls, DataNews } from './contract';
import type { DataService } from './service';
import type { DataStart } from './start';

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

  const sender: Sender<DataNews> = serveThread<DataCalls, DataNews, 'open'>(port, {
    calls: {
      async open() {
        const changed = (collections: readonly string[]) =>
          start.changes.post({ collections } satisfies Changed);
        opening = import('./service').then(({ openService }) => openService(start, { changed, ...sender }));
        return (await opening).opened;
      },
    },
    later: async () => (await service()).calls,
    async request(name, input) {
      const sound = validateInput('command', name, input);
      return (await service()).command(name, sound);
    },
  });
}

import { threadFile } from '../threads/files';
import { Thread } from '../threads/thread';
import { workerEnd } from '../threads/worker';
import { createDocumentsClient, type DocumentsCalls, type DocumentsClient } from './client';

/** How long the thread waits for another document before it ends and gives its memory back. */
const IDLE_MS = 60_000;

type Log = (level: 'info' | 'warn' | 'error', message: string) => void;

/** The documents thread: begun when a document is first made, ended when nobody needs it for a while. */
export function lazyDocumentsClient(resources: string, log: Log): DocumentsClient {
  let thread: Thread<DocumentsCalls> | undefined;
  let working = 0;
  let idle: NodeJS.Timeout | undefined;

  const begin = (): Thread<DocumentsCalls> => {
    const begun = new Thread<DocumentsCalls>(
      workerEnd(threadFile('documents'), 'documents', { resources }),
      'documents',
      {
        news: {},
        log,
        ended: () => {
          if (thread === begun) thread = undefined;
        },
      },
    );
    return begun;
  };

  return {
    async render(snapshot, format) {
      clearTimeout(idle);
      thread ??= begin();
      working += 1;
      try {
        return await createDocumentsClient(thread).render(snapshot, format);
      } finally {
        working -= 1;
        if (working === 0) {
          idle = setTimeout(() => {
            const done = thread;
            thread = undefined;
            void done?.stop();
          }, IDLE_MS);
          idle.unref();
        }
      }
    },
  };
}

import { parentPort, workerData } from 'node:worker_threads';
import type { NoNews } from '../threads/contract';
import { describeError } from '../threads/failures';
import { nodePort } from '../threads/port';
import { serveThread } from '../threads/serve';
import type { DocumentsCalls } from './client';
import { createRenderer } from './render';

/** The documents thread: answers `render` with the bytes of a file. `workerData.resources` is the folder. */
if (parentPort !== null) {
  const { resources } = workerData as { resources: string };
  const render = createRenderer(resources);
  const { log } = serveThread<DocumentsCalls, NoNews>(nodePort(parentPort), {
    calls: {
      async render({ snapshot, format }) {
        try {
          return await render(snapshot, format);
        } catch (error) {
          const cause = error instanceof Error ? error.cause : undefined;
          if (cause !== undefined) log('error', `documents ${format}: ${describeError(cause)}`);
          throw error;
        }
      },
    },
  });
}

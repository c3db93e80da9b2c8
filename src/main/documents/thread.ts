import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '@shared/lib/result';
import { describeError } from '../threads/failures';
import { nodePort } from '../threads/port';
import { type Send, serveThread } from '../threads/serve';
import { RENDER, type RenderInput } from './client';
import { createRenderer } from './render';

/** The documents thread: answers `$render` with the bytes of a file. `workerData.resources` is the folder. */
if (parentPort !== null) {
  const { resources } = workerData as { resources: string };
  const render = createRenderer(resources);
  const send: Send = serveThread(nodePort(parentPort), {
    call: async (name, input) => {
      if (name !== RENDER) throw new AppError('not-found', { name });
      const { snapshot, format } = input as RenderInput;
      try {
        return await render(snapshot, format);
      } catch (error) {
        const cause = error instanceof Error ? error.cause : undefined;
        if (cause !== undefined) {
          send({ type: 'log', level: 'error', message: `documents ${format}: ${describeError(cause)}` });
        }
        throw error;
      }
    },
  });
}

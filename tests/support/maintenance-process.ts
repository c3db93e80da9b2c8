import { type ChildProcess, fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setThreadFolder } from '../../src/main/threads/files';

/** The maintenance's built file speaks through Electron's port; here through Node's own. */
const shim = `process.parentPort = {
  on: (_event, listener) => process.on('message', (data) => listener({ data })),
  postMessage: (word) => process.send(word),
};`;

/** As much of Electron as the copies need: the maintenance in a real process of its own, which can be killed. */
export const electronForMaintenance = {
  app: { getVersion: () => '0.1.0' },
  utilityProcess: {
    fork(path: string): ChildProcess & { postMessage: (word: object) => void } {
      const before = join(tmpdir(), 'kartoteka-maintenance-port.cjs');
      writeFileSync(before, shim);
      const child = fork(path, [], { execArgv: ['--require', before] });
      return Object.assign(child, { postMessage: (word: object) => void child.send(word) });
    },
  },
};

/** Uses the built files of the threads. */
export function useBuiltThreads(): void {
  setThreadFolder(pathToFileURL(`${join(process.cwd(), 'out', 'main')}/`));
}

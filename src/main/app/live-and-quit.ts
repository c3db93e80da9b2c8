import { app } from 'electron';
import { describeError } from '../threads/failures';
import type { HandlerServices } from './system';

/** One program with at least one window; before it ends the pages save, and the database is closed. */
export function liveAndQuit({ windows, workspace, log }: HandlerServices): void {
  app.on('second-instance', () => windows.focus());
  app.on('window-all-closed', () => app.quit());
  app.on('activate', () => windows.focus());
  let closing = false;
  app.on('before-quit', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    void windows
      .partAll()
      .then(() => workspace.close())
      .catch((error: unknown) => log.error(`closing: ${describeError(error)}`))
      .then(() => app.quit());
  });
}

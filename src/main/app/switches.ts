import { existsSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { app, type WebContents } from 'electron';

/** Time for the first screen to be painted, in milliseconds. */
const settleMs = 1500;

/** `--screenshot=FILE` saves what the window shows into a new file, and quits; a file that is there is never replaced. */
export async function followSwitches(contents: WebContents): Promise<void> {
  const file = app.commandLine.getSwitchValue('screenshot');
  if (!file) return;
  if (extname(file).toLowerCase() !== '.png' || existsSync(file)) {
    process.stderr.write(`--screenshot wants a new file whose name ends in .png: ${file}\n`);
    app.exit(1);
    return;
  }
  if (contents.isLoading())
    await new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()));
  await pause(settleMs);
  const picture = await contents.capturePage();
  writeFileSync(file, picture.toPNG(), { flag: 'wx' });
  app.quit();
}

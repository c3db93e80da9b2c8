import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { app, type WebContents } from 'electron';

/** Time for the first screen to be painted, in milliseconds. */
const settleMs = 1500;

/** `--screenshot=FILE` saves what the window shows, and quits. */
export async function followSwitches(contents: WebContents): Promise<void> {
  const file = app.commandLine.getSwitchValue('screenshot');
  if (!file) return;
  if (contents.isLoading())
    await new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()));
  await pause(settleMs);
  const picture = await contents.capturePage();
  writeFileSync(file, picture.toPNG());
  app.quit();
}

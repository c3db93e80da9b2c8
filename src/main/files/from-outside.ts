import { execFile } from 'node:child_process';
import { chmod, stat, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** What of the system marking needs; given in tests. */
export interface MarkingParts {
  readonly platform: NodeJS.Platform;
  /** Runs a program with arguments, without a shell. */
  readonly run: (file: string, args: readonly string[]) => Promise<unknown>;
  readonly now: () => number;
}

const own: MarkingParts = {
  platform: process.platform,
  run: promisify(execFile),
  now: Date.now,
};

/** Zone 3 is the internet: https://learn.microsoft.com/openspecs/windows_protocols/ms-fscc, Zone.Identifier stream. */
const zone = '[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=about:internet\r\n';

/**
 * Tells the system that a file came from outside, as a browser does: then Office shows it in Protected View, SmartScreen
 * and Gatekeeper look at a program before it runs. Windows: the stream `Zone.Identifier`; macOS: the attribute
 * `com.apple.quarantine`. Linux has no such mark: there, and on macOS, the file may not be run as it lies there.
 * @returns whether the file bears the mark; false where the disk keeps none (FAT, some network folders)
 */
export async function markFromOutside(path: string, parts: MarkingParts = own): Promise<boolean> {
  const { platform, run, now } = parts;
  try {
    if (platform === 'win32') {
      await writeFile(`${path}:Zone.Identifier`, zone);
      return true;
    }
    await chmod(path, (await stat(path)).mode & 0o666);
    if (platform === 'darwin') {
      const seconds = Math.floor(now() / 1000).toString(16);
      await run('/usr/bin/xattr', ['-w', 'com.apple.quarantine', `0081;${seconds};Kartoteka;`, path]);
    }
    return true;
  } catch {
    return false;
  }
}

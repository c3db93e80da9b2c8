import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where plain copies lie while other programs show them: in memory where the system offers that, and only for its user. */
function placeForOpened(): string {
  return process.env.XDG_RUNTIME_DIR || tmpdir();
}

/** Tells the folders of one profile from those of another. */
function prefixOf(profileFolder: string): string {
  return `kartoteka-${createHash('sha256').update(profileFolder).digest('hex').slice(0, 12)}-`;
}

/** A new folder, readable by its owner only, for copies that other programs open. */
export function makeOpenedFolder(profileFolder: string): string {
  const prefix = prefixOf(profileFolder);
  try {
    return mkdtempSync(join(placeForOpened(), prefix));
  } catch {
    return mkdtempSync(join(tmpdir(), prefix));
  }
}

let opened = 0;

/**
 * A path nobody has used for a copy that another program opens: a new folder in the folder of opened copies, and a name
 * of our own. It is numbered, since some programs cannot show two files of one name.
 */
export function freshPlace(folder: string, name: string, ending: string): string {
  opened += 1;
  return join(mkdtempSync(join(folder, 'copy-')), `${name} ${opened}.${ending}`);
}

/** Removes the plain copies of a profile, those a crash has left included, but for the folder in use. */
export function clearOpened(profileFolder: string, inUse?: string): void {
  const prefix = prefixOf(profileFolder);
  for (const place of new Set([placeForOpened(), tmpdir()])) {
    for (const name of namesIn(place)) {
      const path = join(place, name);
      if (!name.startsWith(prefix) || path === inUse) continue;
      try {
        rmSync(path, { recursive: true, force: true });
      } catch {
        // Still shown by another program: it goes at the next quit or start.
      }
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

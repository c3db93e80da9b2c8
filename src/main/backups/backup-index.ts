import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeJson } from '../app/json-file';
import type { Copy } from '../store/backup-files';

interface Seen {
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** Remembers which copies were opened and found whole, by size and time of their files: a changed file counts anew. */
export class BackupIndex {
  readonly #path: string;
  readonly #seen: Map<string, Seen>;

  constructor(profileFolder: string) {
    this.#path = join(profileFolder, 'copies.json');
    const stored = readJson(this.#path);
    this.#seen = new Map(
      typeof stored === 'object' && stored !== null ? Object.entries(stored as Record<string, Seen>) : [],
    );
  }

  isVerified({ path, bytes, mtimeMs }: Copy): boolean {
    const seen = this.#seen.get(path);
    return seen !== undefined && seen.bytes === bytes && Math.abs(seen.mtimeMs - mtimeMs) < 1;
  }

  knows(path: string): boolean {
    return this.#seen.has(path);
  }

  verified(path: string): void {
    try {
      const { size, mtimeMs } = statSync(path);
      this.#seen.set(path, { bytes: size, mtimeMs });
      for (const known of this.#seen.keys()) {
        if (statSync(known, { throwIfNoEntry: false }) === undefined) this.#seen.delete(known);
      }
      writeJson(this.#path, Object.fromEntries(this.#seen));
    } catch {
      // Without the note the copy is shown as not checked; it is a copy nevertheless.
    }
  }
}

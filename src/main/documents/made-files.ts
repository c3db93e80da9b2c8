import { existsSync } from 'node:fs';
import { extname, isAbsolute, join } from 'node:path';
import type { DocumentFormat } from '@shared/documents/contract';
import type { Sealer } from '../security/sealed';
import { madeFilesName, readSealedJson, writeSealedJson } from '../security/sealed-json';

/**
 * Remembers which file each document was written to, so that a document is written once, an edited docx is never
 * overwritten, and nothing but our own files is ever opened.
 */
export class MadeFiles {
  readonly #path: string;
  readonly #made: Map<string, string>;

  constructor(
    folder: string,
    private readonly sealer: () => Sealer,
  ) {
    this.#path = join(folder, madeFilesName);
    const stored = readSealedJson(this.#path, madeFilesName, sealer());
    const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
    this.#made = new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  }

  /** Where the file lies, or undefined when it was not made here, was moved or deleted. */
  find(id: string, format: DocumentFormat): string | undefined {
    const path = this.#made.get(`${id}.${format}`);
    if (path === undefined || !isAbsolute(path) || extname(path) !== `.${format}`) return undefined;
    return existsSync(path) ? path : undefined;
  }

  remember(id: string, format: DocumentFormat, path: string): void {
    this.#made.set(`${id}.${format}`, path);
    try {
      writeSealedJson(this.#path, madeFilesName, Object.fromEntries(this.#made), this.sealer());
    } catch {
      // The file itself is written; forgetting where costs a second copy at most.
    }
  }
}

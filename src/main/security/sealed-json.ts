import { readJson, writeJson } from '../app/json-file';
import type { Sealer } from './sealed';

/** Where the paths of documents' files are kept, sealed: folders are named after clients. */
export const madeFilesName = 'documents-files.json';

/** Reads a sealed JSON file; a plain one of the first version is taken as it is. Undefined when absent or unreadable. */
export function readSealedJson(path: string, purpose: string, sealer: Sealer): unknown {
  const stored = readJson(path);
  return isSealed(stored) ? sealer.open(purpose, stored) : stored;
}

export function writeSealedJson(path: string, purpose: string, value: unknown, sealer: Sealer): void {
  writeJson(path, sealer.seal(purpose, value));
}

/** Seals a file of the first version where it is still plain. */
export function sealPlainJson(path: string, purpose: string, sealer: Sealer): void {
  const stored = readJson(path);
  if (stored !== undefined && !isSealed(stored)) writeSealedJson(path, purpose, stored, sealer);
}

function isSealed(stored: unknown): boolean {
  return (
    typeof stored === 'object' && stored !== null && 'keyId' in stored && 'iv' in stored && 'data' in stored
  );
}

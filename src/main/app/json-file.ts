import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

/** Reads a JSON file; undefined when it is absent or damaged (the damaged one is kept beside it). */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    try {
      renameSync(path, `${path}.damaged`);
    } catch {}
    return undefined;
  }
}

/** Writes a JSON file whole or not at all: a crash between leaves the old one. Readable by its owner only. */
export function writeJson(path: string, value: unknown): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, JSON.stringify(value, null, 2));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

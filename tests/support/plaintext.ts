import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The bytes of ё, А–я in Windows-1251; ASCII is itself. */
function cp1251(text: string): Buffer {
  const bytes = [...text].map((sign) => {
    const code = sign.charCodeAt(0);
    if (code < 128) return code;
    if (sign === 'ё') return 0xb8;
    if (sign === 'Ё') return 0xa8;
    return code - 0x410 + 0xc0;
  });
  return Buffer.from(bytes);
}

const encodings: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(text, 'utf8'),
  'UTF-16LE': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16BE': (text) => Buffer.from(text, 'utf16le').swap16(),
  'windows-1251': cp1251,
};

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (lstatSync(path).isFile()) yield path;
  }
}

/**
 * Searches every byte of every file below a folder, and the files' names, for texts: as written, in lower case and
 * with ё as е, in each encoding text is usually kept in.
 * @returns `file: text (encoding)` for everything found
 */
export function findPlaintext(folder: string, texts: readonly string[]): { found: string[]; files: number } {
  const wanted = new Map<string, { readonly bytes: Buffer; readonly label: string }>();
  for (const text of texts) {
    for (const spelling of [text, text.toLowerCase(), text.toLowerCase().replaceAll('ё', 'е')]) {
      for (const [name, encode] of Object.entries(encodings)) {
        const bytes = encode(spelling);
        wanted.set(bytes.toString('hex'), { bytes, label: `${spelling} (${name})` });
      }
    }
  }
  const found: string[] = [];
  let files = 0;
  for (const path of filesIn(folder)) {
    files += 1;
    const name = relative(folder, path);
    const content = Buffer.concat([Buffer.from(name), Buffer.from('\n'), readFileSync(path)]);
    for (const { bytes, label } of wanted.values()) {
      if (content.includes(bytes)) found.push(`${name}: ${label}`);
    }
  }
  return { found, files };
}

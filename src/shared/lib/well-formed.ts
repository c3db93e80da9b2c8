/**
 * Text that every part of the program can hold. A JavaScript string may hold halves of surrogate pairs and NUL, which
 * SQLite, its binding and PostgreSQL cannot: a half ends the process that reads it back, NUL ends the text. Both come
 * from pages, servers and files of others only, and are mended where they enter.
 */

const suspicious = /[\0\ud800-\udfff]/;
/** With `u` only halves without their other half are surrogates. */
const broken = /[\0\p{Surrogate}]/gu;

/** The text with U+FFFD, the replacement character, in the place of each half of a pair and each NUL. */
export function wellFormedText(text: string): string {
  return suspicious.test(text) ? text.replace(broken, '\ufffd') : text;
}

/**
 * A value of plain objects, lists and texts with every text of it mended, names of fields too. What is sound is answered
 * as it is and never copied.
 */
export function wellFormed<T>(value: T): T {
  return mended(value) as T;
}

function mended(value: unknown): unknown {
  if (typeof value === 'string') return wellFormedText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    for (const [index, item] of value.entries()) {
      const sound = mended(item);
      if (sound === item || Number.isNaN(item)) continue;
      copy ??= [...value];
      copy[index] = sound;
    }
    return copy ?? value;
  }
  if (!isPlain(value)) return value;
  let changed = false;
  const entries = Object.entries(value).map(([name, item]) => {
    const entry = [wellFormedText(name), mended(item)] as const;
    changed ||= entry[0] !== name || (entry[1] !== item && !Number.isNaN(item));
    return entry;
  });
  return changed ? Object.fromEntries(entries) : value;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** How JSON writes what is mended: raw, UTF-8 cannot carry it. */
const escaped = /\\u(?:0000|d[89a-f])/i;

/** Whether a value may have to be mended, told by the JSON of others it was read from: quick, and wrong only in doubt. */
export const mayBeIllFormed = (json: string): boolean =>
  json.includes('\\u') ? escaped.test(json) : suspicious.test(json);

/** JSON of others as a value that is well-formed. @throws SyntaxError */
export function parseWellFormed(json: string): unknown {
  const value: unknown = JSON.parse(json);
  return mayBeIllFormed(json) ? wellFormed(value) : value;
}

/** As `JSON.stringify` writes NUL and halves; a backslash before it is one of text. */
const unsound = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

/** Whether a value's texts are well-formed, told by its JSON as `JSON.stringify` makes it. */
export function isWellFormedJson(json: string): boolean {
  return !json.includes('\\u') || !unsound.test(json);
}

/** A document's number taken apart. */
export interface ParsedNumber {
  readonly series: string;
  readonly n: number;
  /** True for a series a device gave itself while it had no server to ask. */
  readonly provisional: boolean;
}

const DIGITS = 6;
const MAX = 999_999_999;
/** Letters that look the same in both alphabets and never like a digit: what is read aloud is typed right. */
const SERIES_SIGNS = '0123456789АВЕКМНРСТУХ';
const LATIN = 'ABEKMHPCTYXO';
const CYRILLIC = 'АВЕКМНРСТУХО';
const SERIES = /^[А-ЯЁA-Z0-9]{1,4}$/;
/** Four signs were given by earlier versions; documents and devices have them, and they stay good. */
const PROVISIONAL = new RegExp(`^Н-(?:[${SERIES_SIGNS}]{4}|[${SERIES_SIGNS}]{7})$`);

/** Capitals, with Latin look-alikes as Cyrillic: «a7» typed on any keyboard is series «А7». */
export function normalizeSeries(series: string): string {
  return series
    .normalize('NFC')
    .trim()
    .toUpperCase()
    .replace(/[‐‑–—−]/g, '-')
    .replace(/[A-Z]/g, (letter) => CYRILLIC[LATIN.indexOf(letter)] ?? letter);
}

/** True for a series the server gives («А7») or a device gave itself («Н-1К4Х7ВЕ»). */
export function isSeries(series: string): boolean {
  return SERIES.test(series) || PROVISIONAL.test(series);
}

/** True for a series a device gave itself: such numbers are marked until the server has given a proper one. */
export function isProvisionalSeries(series: string): boolean {
  return PROVISIONAL.test(series);
}

/** `А7-000123`. Six digits, more when needed. Throws a RangeError for a wrong series or number. */
export function formatNumber(series: string, n: number): string {
  if (!isSeries(series)) throw new RangeError(`not a series: ${series}`);
  if (!Number.isInteger(n) || n < 1 || n > MAX) throw new RangeError(`not a document number: ${n}`);
  return `${series}-${String(n).padStart(DIGITS, '0')}`;
}

/** How many signs follow `Н-`: 21 to the power of 7 is 1.8 billion series. */
const PROVISIONAL_SIGNS = 7;
const HASH_MASK = (1n << 64n) - 1n;

/** FNV-1a over 64 bits, its halves mixed at the end: the last letters of an id change every sign. */
function hashOf(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & HASH_MASK;
  }
  hash = ((hash ^ (hash >> 33n)) * 0xff51afd7ed558ccdn) & HASH_MASK;
  return hash ^ (hash >> 33n);
}

/**
 * The series of a device that works before its first contact with the server: `Н-` and seven signs made of its id. The
 * same id always gives the same one; two devices meet in one case of 1.8 billion.
 */
export function provisionalSeries(deviceId: string): string {
  let hash = hashOf(deviceId);
  const count = BigInt(SERIES_SIGNS.length);
  let signs = '';
  for (let place = 0; place < PROVISIONAL_SIGNS; place += 1) {
    signs += SERIES_SIGNS[Number(hash % count)] ?? '0';
    hash /= count;
  }
  return `Н-${signs}`;
}

/** Reads `А7-000123`, «№ a7-123» or `Н-1К4Х7ВЕ-000001`; `null` for anything else. */
export function parseNumber(text: string): ParsedNumber | null {
  const found = /^(?:№|N\s)?\s*(.+)-(\d{1,9})$/iu.exec(text.trim().replace(/[‐‑–—−]/g, '-'));
  if (!found) return null;
  const series = normalizeSeries(found[1] ?? '');
  const n = Number(found[2]);
  return isSeries(series) && n > 0 ? { series, n, provisional: isProvisionalSeries(series) } : null;
}

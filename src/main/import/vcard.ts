import { vcardColumns } from '@shared/import/vcard-columns';
import { AppError } from '@shared/lib/result';
import ICAL from 'ical.js';
import iconv from 'iconv-lite';
import type { TextChunk } from './decode';
import { type CardLines, readCards } from './vcard-lines';

/** A property of a card. Structured values (N, ADR, ORG) have one entry a component, others exactly one. */
interface CardProperty {
  /** Lower case, without the group. */
  readonly name: string;
  /** `item1` of `item1.TEL`, or `''`. */
  readonly group: string;
  /** Upper case: `WORK`, `CELL`, `FAX`. */
  readonly types: readonly string[];
  readonly values: readonly string[];
}

interface RawProperty {
  readonly name: string;
  readonly group: string;
  readonly params: ReadonlyMap<string, readonly string[]>;
  readonly value: string;
  readonly line: string;
}

const STRUCTURED = new Set(['n', 'adr', 'org']);

/** Splits at a character, except inside quotes and after a backslash. */
function splitAt(text: string, at: string, quotes: boolean): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (char === '\\' && index + 1 < text.length) {
      part += char + text.charAt(index + 1);
      index += 1;
    } else if (char === at && !quoted) {
      parts.push(part);
      part = '';
    } else {
      if (quotes && char === '"') quoted = !quoted;
      part += char;
    }
  }
  parts.push(part);
  return parts;
}

const unescapeText = (text: string): string =>
  text.replace(/\\([\\;,:"nN])/g, (_, char: string) => (char === 'n' || char === 'N' ? '\n' : char));

/** Divides a line into group, name, parameters and value; null for what is no property. */
function parseLine(line: string): RawProperty | null {
  let colon = -1;
  let quoted = false;
  for (let index = 0; index < line.length && colon < 0; index += 1) {
    const char = line.charAt(index);
    if (char === '"') quoted = !quoted;
    else if (char === ':' && !quoted) colon = index;
  }
  if (colon < 0) return null;
  const [head = '', ...rawParams] = splitAt(line.slice(0, colon), ';', true);
  const found = /^(?:([\w-]+)\.)?([\w-]+)$/.exec(head.trim());
  if (!found) return null;
  const params = new Map<string, string[]>();
  const add = (key: string, values: readonly string[]) =>
    params.set(key, [...(params.get(key) ?? []), ...values]);
  for (const param of rawParams) {
    const equals = param.indexOf('=');
    const text = (equals < 0 ? param : param.slice(equals + 1)).replace(/"/g, '').trim();
    // 2.1 writes bare words: TEL;WORK;QUOTED-PRINTABLE.
    if (equals >= 0) add(param.slice(0, equals).trim().toUpperCase(), text.split(','));
    else if (/^(QUOTED-PRINTABLE|BASE64|8BIT|7BIT)$/i.test(text)) add('ENCODING', [text]);
    else add('TYPE', [text]);
  }
  return {
    name: (found[2] ?? '').toLowerCase(),
    group: found[1] ?? '',
    params,
    value: line.slice(colon + 1),
    line,
  };
}

/** Bytes of a quoted-printable text, RFC 2045 §6.7; a damaged escape stays as it is. */
function quotedPrintable(text: string): Buffer {
  const bytes: number[] = [];
  for (let index = 0; index < text.length; ) {
    const hex = /^=([0-9A-F]{2})/i.exec(text.slice(index, index + 3));
    if (hex) {
      bytes.push(Number.parseInt(hex[1] ?? '0', 16));
      index += 3;
    } else {
      const point = String.fromCodePoint(text.codePointAt(index) ?? 0);
      bytes.push(...Buffer.from(point, 'utf8'));
      index += point.length;
    }
  }
  return Buffer.from(bytes);
}

/** Text of quoted-printable bytes; without a known charset UTF-8 where it fits, else windows-1251. */
function decodeBytes(bytes: Buffer, charset: string): string {
  if (charset !== '' && iconv.encodingExists(charset)) return iconv.decode(bytes, charset);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(bytes, 'windows-1251');
  }
}

/** Our own reading, for 2.1 and for lines ical.js refuses. */
function readOwn(raw: RawProperty): string[] {
  const isQuotedPrintable = raw.params.get('ENCODING')?.some((value) => /^QUOTED-PRINTABLE$/i.test(value));
  const decode = (text: string) =>
    isQuotedPrintable ? decodeBytes(quotedPrintable(text), raw.params.get('CHARSET')?.[0] ?? '') : text;
  // Components are divided before decoding: an encoded `;` (=3B) is text.
  const parts = STRUCTURED.has(raw.name) ? splitAt(raw.value, ';', false) : [raw.value];
  return parts.map((part) => unescapeText(decode(part)));
}

/** ical.js leaves the escapes a value of its type does not need. */
const flatten = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(flatten).filter(Boolean).join(' ')
    : String(value ?? '').replace(/\\([;:"])/g, '$1');

/** ical.js's reading of a line of 3.0 or 4.0, as [name, parameters, type, …values] of jCard; null when it refuses. */
function readWithIcal(raw: RawProperty, version: string): string[] | null {
  try {
    const line = raw.group === '' ? raw.line : raw.line.trimStart().slice(raw.group.length + 1);
    const property: unknown = ICAL.parse.property(
      line,
      version === '4.0' ? ICAL.design.vcard : ICAL.design.vcard3,
    );
    if (!Array.isArray(property) || property.length < 4) return null;
    const values: unknown[] = property.slice(3);
    if (STRUCTURED.has(raw.name)) return (Array.isArray(values[0]) ? values[0] : [values[0]]).map(flatten);
    return [values.map(flatten).join(raw.name === 'categories' || raw.name === 'nickname' ? ',' : ' ')];
  } catch {
    return null;
  }
}

/** Properties of a card, whatever its version; a line that is none is one without a name. */
function parseCard(card: Pick<CardLines, 'lines' | 'version'>): CardProperty[] {
  return card.lines.map((line) => {
    const raw = parseLine(line);
    if (!raw) return { name: '', group: '', types: [], values: [line.trim()] };
    const own = card.version === '2.1' || raw.params.has('ENCODING') || raw.params.has('CHARSET');
    const values = (own ? null : readWithIcal(raw, card.version)) ?? readOwn(raw);
    const types = (raw.params.get('TYPE') ?? []).map((type) => type.toUpperCase());
    return { name: raw.name, group: raw.group, types, values: values.map((value) => value.trim()) };
  });
}

function phoneColumn(types: readonly string[]): string {
  if (types.includes('FAX')) return 'TEL;FAX';
  if (types.includes('CELL')) return 'TEL;CELL';
  if (types.includes('WORK')) return 'TEL;WORK';
  return types.includes('HOME') ? 'TEL;HOME' : 'TEL';
}

/** An Apple label without its dress: `_$!<HomePage>!$_` is `HomePage`, which the notes say in words. */
const bareLabel = (label: string): string => /^_\$!<(.*)>!\$_$/.exec(label)?.[1] ?? label;

/** Labels that say what a phone's type says. */
const labelTypes: Readonly<Record<string, string>> = {
  HOME: 'HOME',
  WORK: 'WORK',
  MOBILE: 'CELL',
  IPHONE: 'CELL',
  HOMEFAX: 'FAX',
  WORKFAX: 'FAX',
  OTHERFAX: 'FAX',
};

/** What serves programs only. */
const technical = new Set([
  'version',
  'prodid',
  'rev',
  'uid',
  'clientpidmap',
  'sort-string',
  'x-ablabel',
  'x-abadr',
  'x-abuid',
  'x-abshowas',
  'x-imagetype',
  'x-imagehash',
  'x-shared-photo-display-pref',
]);

/** Pictures and keys, which are not kept; that they were there is told. */
const pictures = new Set(['photo', 'logo', 'sound', 'key', 'agent']);
/** Types that say nothing to a person. */
const silentTypes = new Set(['PREF', 'INTERNET', 'VOICE', 'X-INTERNET']);

/** A property without a field as a line «NAME (type): value»; '' for one without a value. */
function otherLine({ name, types, values }: CardProperty, label: string): string {
  const value = values
    .filter(Boolean)
    .join(', ')
    .replace(/\s*\n\s*/g, ' ');
  if (pictures.has(name) && value === '') return name.toUpperCase();
  if (value === '' || name === '') return value;
  const told = types.filter((type) => !silentTypes.has(type)).join(', ');
  return `${label || name.toUpperCase()}${told === '' ? '' : ` (${told.toLowerCase()})`}: ${value}`;
}

/** The cells of a card under {@link vcardColumns}; several values of a column are divided by line breaks. */
function cardCells(properties: readonly CardProperty[]): string[] {
  const cells = new Map<string, string[]>();
  const put = (column: string, value: string) => {
    if (value !== '') cells.set(column, [...(cells.get(column) ?? []), value]);
  };
  const labels = new Map<string, string>();
  for (const property of properties) {
    if (property.name === 'x-ablabel') labels.set(property.group, bareLabel(property.values[0] ?? ''));
  }
  for (const property of properties) {
    const { name, group, types, values } = property;
    const label = group === '' ? '' : (labels.get(group) ?? '');
    const type = labelTypes[label.toUpperCase()];
    const [first = ''] = values;
    const part = (index: number) => values[index] ?? '';
    if (name === 'n') {
      put('N;FAMILY', part(0));
      put('N;GIVEN', part(1));
      put('N;ADDITIONAL', part(2));
      for (const affix of [part(3), part(4)]) if (affix !== '') put('OTHER', `N: ${affix}`);
    } else if (name === 'org') {
      put('ORG', first);
      put('ORG;UNIT', values.slice(1).filter(Boolean).join(', '));
    } else if (name === 'adr') {
      put(
        'ADR',
        [5, 6, 4, 3, 2, 1, 0]
          .map(part)
          .filter(Boolean)
          .join(', ')
          .replace(/\s*\n\s*/g, ', '),
      );
      if (!cells.has('ADR;CITY')) put('ADR;CITY', part(3));
      if (!cells.has('ADR;REGION')) put('ADR;REGION', part(4));
    } else if (name === 'tel') {
      put(phoneColumn(type ? [...types, type] : types), first.replace(/^tel:/i, ''));
    } else if (name === 'email') {
      put('EMAIL', first.replace(/^mailto:/i, ''));
    } else if (['fn', 'title', 'role', 'url', 'bday', 'note', 'categories', 'nickname'].includes(name)) {
      put(name.toUpperCase(), first);
    } else if (!technical.has(name)) {
      put('OTHER', otherLine(property, label));
      continue;
    }
    // Where there is a field, a label that says no more than it does is left out.
    if (label !== '' && !type && !technical.has(name)) put('X-ABLABEL', `${label}: ${first}`);
  }
  return vcardColumns.map((column) => (cells.get(column) ?? []).join('\n'));
}

/** A card as a row of cells, in the shape of a CSV row. */
export interface CardRow {
  readonly line: number;
  readonly cells: string[];
  readonly problem: CardLines['problem'];
  readonly bytesRead: number;
}

/**
 * Rows of a vCard file, one a card, under {@link vcardColumns}.
 * @throws AppError `import-cancelled` once `signal` is aborted
 */
export async function* vcardRows(
  chunks: AsyncIterable<TextChunk>,
  signal?: AbortSignal,
): AsyncGenerator<CardRow> {
  for await (const card of readCards(chunks)) {
    if (signal?.aborted) throw new AppError('import-cancelled');
    const { line, problem, bytesRead } = card;
    yield { line, cells: cardCells(parseCard(card)), problem, bytesRead };
  }
}

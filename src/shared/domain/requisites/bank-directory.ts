import { normalizeDigits } from './issues';

/** One bank: name, city, корр. счёт (`''` when it has none), `revoked` when its licence is gone. */
type BankRow = readonly [name: string, city: string, corrAccount: string, state?: 'revoked'];

/**
 * Banks by БИК. `asOf` is the business day of the data (`YYYY-MM-DD`); `complete` is false for the short list we ship.
 */
export interface BankDirectory {
  readonly asOf: string;
  readonly source: string;
  readonly complete: boolean;
  readonly banks: Readonly<Record<string, BankRow>>;
}

/** A bank found by its БИК. */
export interface Bank {
  readonly bik: string;
  readonly name: string;
  readonly city: string;
  readonly corrAccount: string;
  readonly revoked: boolean;
}

/** The bank with this БИК, or `null` when the directory does not have it. */
export function lookupBank(directory: BankDirectory, bikValue: string): Bank | null {
  const bik = normalizeDigits(bikValue);
  const row = Object.hasOwn(directory.banks, bik) ? directory.banks[bik] : undefined;
  if (!row) return null;
  const [name, city, corrAccount, state] = row;
  return { bik, name, city, corrAccount, revoked: state === 'revoked' };
}

function isRow(value: unknown): value is BankRow {
  return (
    Array.isArray(value) &&
    value.length >= 3 &&
    value.slice(0, 3).every((part) => typeof part === 'string') &&
    (value[3] === undefined || value[3] === 'revoked')
  );
}

/** Reads the JSON form of a directory; `null` when the text is something else. Rows of a wrong shape are left out. */
export function readBankDirectory(json: string): BankDirectory | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('banks' in value)) return null;
  const { asOf, source, complete, banks } = value as Record<string, unknown>;
  if (typeof asOf !== 'string' || typeof banks !== 'object' || banks === null) return null;
  const rows = Object.entries(banks).filter(([bik, row]) => /^\d{9}$/.test(bik) && isRow(row));
  return {
    asOf,
    source: typeof source === 'string' ? source : '',
    complete: complete === true,
    banks: Object.fromEntries(rows),
  };
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** The attributes of one opening tag. */
function attributes(tag: string): Map<string, string> {
  const found = tag.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return new Map(
    [...found].map(([, name = '', double, single]) => [name, decodeEntities(double ?? single ?? '')]),
  );
}

function rowOf(entry: string): BankRow {
  const about = attributes(/<(?:\w+:)?ParticipantInfo\b[^>]*>/.exec(entry)?.[0] ?? '');
  const accounts = [...entry.matchAll(/<(?:\w+:)?Accounts\b[^>]*>/g)].map(([tag]) => attributes(tag));
  const ofType = (type: string) =>
    accounts.find((account) => account.get('RegulationAccountType') === type)?.get('Account');
  const name = about.get('NameP') ?? '';
  const city = about.get('Nnp') ?? '';
  const corrAccount = ofType('CRSA') ?? ofType('UTRA') ?? '';
  return /\bRstr="URRS"/.test(entry) ? [name, city, corrAccount, 'revoked'] : [name, city, corrAccount];
}

/**
 * The Bank of Russia's directory ED807 (full edition) as a directory of ours; `null` when the text is not one.
 * The correspondent account of a Treasury body is its single treasury account. The text must be decoded already:
 * see {@link decodeEd807}.
 */
export function parseEd807(xmlText: string): BankDirectory | null {
  const root = /<(?:\w+:)?ED807\b[^>]*>/.exec(xmlText)?.[0];
  if (root === undefined) return null;
  const rootAttributes = attributes(root);
  const banks: Record<string, BankRow> = {};
  for (const chunk of xmlText.split(/<(?=(?:\w+:)?BICDirectoryEntry\b)/).slice(1)) {
    const entry = `<${chunk}`;
    const bik = attributes(entry.slice(0, entry.indexOf('>') + 1)).get('BIC') ?? '';
    if (/^\d{9}$/.test(bik)) banks[bik] = rowOf(entry);
  }
  return {
    asOf: rootAttributes.get('BusinessDay') ?? rootAttributes.get('EDDate') ?? '',
    source: 'ED807',
    complete: true,
    banks,
  };
}

/** The text of an ED807 file by the encoding its XML declaration names (windows-1251 as published). */
export function decodeEd807(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const encoding = /encoding\s*=\s*["']([\w-]+)["']/i.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  return new TextDecoder(encoding === 'windows-1251' ? 'windows-1251' : 'utf-8').decode(bytes);
}

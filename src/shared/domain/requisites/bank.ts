import { normalizeDigits, type PartyKind, type RequisiteIssue } from './issues';

/** Who usually owns an account of this kind; a hint by its first five digits, never a proof. */
type AccountHolder =
  | 'company'
  | 'entrepreneur'
  | 'non-profit'
  | 'person'
  | 'state'
  | 'treasury'
  | 'bank'
  | 'unknown';

/** What the digits of an account tell: the usual owner and the currency (ISO letters, `''` when not known). */
export interface AccountHint {
  readonly holder: AccountHolder;
  readonly currency: string;
}

const WEIGHTS = [7, 1, 3] as const;
const CURRENCIES: Readonly<Record<string, string>> = {
  '810': 'RUB',
  '643': 'RUB',
  '840': 'USD',
  '978': 'EUR',
  '156': 'CNY',
  '398': 'KZT',
  '933': 'BYN',
  '949': 'TRY',
  '784': 'AED',
};

/** Sum of (digit × weight) mod 10 over the prefix and the account must end in 0 (rule of the Bank of Russia). */
function keyMatches(prefix: string, account: string): boolean {
  let sum = 0;
  const digits = prefix + account;
  for (let index = 0; index < digits.length; index += 1)
    sum += (Number(digits[index]) * (WEIGHTS[index % 3] ?? 0)) % 10;
  return sum % 10 === 0;
}

/** The key of an account that a client holds in the bank with this БИК. Both must be complete. */
export function clientAccountKeyMatches(account: string, bik: string): boolean {
  return keyMatches(bik.slice(-3), account);
}

/** The key of an account held in the Bank of Russia itself: every correspondent account is one. */
export function corrAccountKeyMatches(account: string, bik: string): boolean {
  return keyMatches(`0${bik.slice(4, 6)}`, account);
}

const isBik = (bik: string) => /^\d{9}$/.test(bik);

/** Treasury bodies have БИК that begin with 01. */
export function isTreasuryBik(bik: string): boolean {
  return isBik(bik) && bik.startsWith('01');
}

/** Units of the Bank of Russia end in 000–002; their clients' accounts take the key of a correspondent account. */
function isCentralBankBik(bik: string): boolean {
  return isBik(bik) && /00[0-2]$/.test(bik);
}

/** The remark on a БИК, or `null`. Nine digits; the beginning is free (04 is usual, 01 is the Treasury). */
export function checkBik(value: string): RequisiteIssue | null {
  const bik = normalizeDigits(value);
  if (bik === '') return null;
  if (/^\d{8}$/.test(bik)) return { code: 'bik-lost-zero', expected: `0${bik}` };
  return isBik(bik) && bik !== '000000000' ? null : { code: 'bik-format' };
}

/**
 * The remark on a расчётный счёт, or `null`. The key is asked only when the БИК is complete, and never for the
 * Treasury's 03… accounts, which have none: for them the БИК must be a Treasury body's.
 */
export function checkAccount(value: string, bikValue: string): RequisiteIssue | null {
  const account = normalizeDigits(value);
  const bik = normalizeDigits(bikValue);
  if (account === '') return null;
  if (!/^\d{20}$/.test(account)) return { code: 'account-format', length: account.length };
  if (account.startsWith('03'))
    return isBik(bik) && !isTreasuryBik(bik) ? { code: 'account-treasury-bik' } : null;
  if (account.startsWith('301')) return { code: 'account-is-corr' };
  if (!isBik(bik)) return null;
  const matches =
    isCentralBankBik(bik) || isTreasuryBik(bik)
      ? corrAccountKeyMatches(account, bik) || clientAccountKeyMatches(account, bik)
      : clientAccountKeyMatches(account, bik);
  return matches ? null : { code: 'account-key' };
}

/**
 * The remark on a корр. счёт, or `null`. Empty is right for banks that have none. The last three digits repeat the
 * БИК, except for the Treasury's single account 40102….
 */
export function checkCorrAccount(value: string, bikValue: string): RequisiteIssue | null {
  const account = normalizeDigits(value);
  const bik = normalizeDigits(bikValue);
  if (account === '') return null;
  if (!/^\d{20}$/.test(account)) return { code: 'corr-format', length: account.length };
  const treasury = account.startsWith('40102');
  if (!treasury && !account.startsWith('301')) return { code: 'corr-is-account' };
  if (!isBik(bik)) return null;
  if (!treasury && account.slice(-3) !== bik.slice(-3)) return { code: 'corr-bik-mismatch' };
  return corrAccountKeyMatches(account, bik) ? null : { code: 'corr-key' };
}

function holderOf(account: string): AccountHolder {
  if (account.startsWith('03') || account.startsWith('40102')) return 'treasury';
  if (account.startsWith('301')) return 'bank';
  const first = account.slice(0, 5);
  if (['40702', '40502', '40602', '40701', '40501', '40601', '40807'].includes(first))
    return first === '40602' ? 'state' : 'company';
  if (['40703', '40503', '40603'].includes(first)) return 'non-profit';
  if (first === '40802') return 'entrepreneur';
  if (['40817', '40820', '42301'].includes(first) || first.startsWith('423')) return 'person';
  return /^40[1-4]/.test(account) ? 'state' : 'unknown';
}

/** Who usually owns such an account and in which currency it is kept; `null` for an incomplete one. */
export function accountHint(value: string): AccountHint | null {
  const account = normalizeDigits(value);
  if (!/^\d{20}$/.test(account)) return null;
  return { holder: holderOf(account), currency: CURRENCIES[account.slice(5, 8)] ?? '' };
}

/** A remark when the account's kind does not suit the client's kind (40802 with a company, and so on). */
export function checkAccountKind(value: string, kind: PartyKind): RequisiteIssue | null {
  const holder = accountHint(value)?.holder;
  if (holder === 'person' && kind !== 'person') return { code: 'account-for-person' };
  if (holder === 'entrepreneur' && kind === 'company') return { code: 'account-for-entrepreneur' };
  if (holder === 'company' && kind !== 'company') return { code: 'account-for-company' };
  return null;
}

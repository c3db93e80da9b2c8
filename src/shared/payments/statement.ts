import { isIsoDate } from '../lib/date-only';

/** One side of a payment as the bank names it; absent values are ''. */
interface StatementParty {
  readonly name: string;
  readonly inn: string;
  readonly kpp: string;
  readonly account: string;
  readonly bik: string;
  readonly bankName: string;
}

/** One payment of a statement. */
export interface StatementPayment {
  /** Same payment, same key, however often and in whichever file it comes. */
  readonly key: string;
  /** «Платежное поручение», «Банковский ордер»: the bank's own words. */
  readonly kind: string;
  readonly number: string;
  /** Day of the order, `YYYY-MM-DD`. */
  readonly date: string;
  /** Day the money came or went: what is booked. */
  readonly bookedOn: string;
  /** `in` when it came to one of the statement's accounts. */
  readonly direction: 'in' | 'out';
  /** Kopecks, positive. */
  readonly amount: number;
  readonly payer: StatementParty;
  readonly payee: StatementParty;
  readonly purpose: string;
  /** Line of the file its section begins at, from 1. */
  readonly line: number;
}

/** An account the statement is of. */
interface StatementAccount {
  readonly account: string;
  readonly from: string;
  readonly to: string;
  /** Kopecks, or null where the bank does not say. */
  readonly opening: number | null;
  readonly received: number | null;
  readonly spent: number | null;
  readonly closing: number | null;
}

interface Statement {
  readonly sender: string;
  readonly from: string;
  readonly to: string;
  readonly accounts: readonly StatementAccount[];
  readonly payments: readonly StatementPayment[];
  readonly warnings: readonly StatementWarning[];
}

/** Why a file cannot be read; `line` is where, from 1. */
type StatementErrorCode =
  | 'statement-empty'
  | 'statement-not-1c'
  | 'statement-encoding'
  | 'statement-cut'
  | 'statement-amount'
  | 'statement-date'
  | 'statement-too-large';

type StatementWarningCode = 'statement-totals' | 'statement-no-account' | 'statement-repeats';

interface StatementWarning {
  readonly code: StatementWarningCode;
  readonly account: string;
}

export type StatementResult =
  | { readonly ok: true; readonly statement: Statement }
  | {
      readonly ok: false;
      readonly code: StatementErrorCode;
      readonly line: number;
      /** What stood there, at most 60 characters. */
      readonly value: string;
    };

/** More than any bank gives in one file: 200 MB would only be read to fail. */
const MAX_STATEMENT_BYTES = 100 * 1024 * 1024;

const SIGNATURE = '1CClientBankExchange';
const refused = (code: StatementErrorCode, line = 0, value = ''): StatementResult => ({
  ...{ ok: false, code, line, value: value.slice(0, 60) },
});

/**
 * The text of a statement. `Кодировка=Windows` is windows-1251, `DOS` is 866; programs also write UTF-8 and name the wrong
 * one, so the encoding is the one in which the keys of the format can be read. Null when none is.
 */
export function decodeStatement(bytes: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'windows-1251', 'ibm866', 'utf-16le']) {
    try {
      const text = new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes);
      if (/^(?:Кодировка|ВерсияФормата|Отправитель|РасчСчет|СекцияДокумент)/mu.test(text)) return text;
    } catch {
      // Not UTF-8: the next one.
    }
  }
  return null;
}

/** «16936.05», «16936,05», «16936» → kopecks, or null. */
function kopecks(text: string): number | null {
  const found = /^(\d{1,13})(?:[.,](\d{1,2}))?$/u.exec(text.trim());
  if (!found) return null;
  return Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
}

/** «12.04.2024» → «2024-04-12», '' for an empty one, null for what is no date. */
function isoDate(text: string): string | null {
  if (text.trim() === '') return '';
  const found = /^(\d{2})\.(\d{2})\.(\d{4})$/u.exec(text.trim());
  const date = found ? `${found[3]}-${found[2]}-${found[1]}` : '';
  return isIsoDate(date) ? date : null;
}

type Fields = ReadonlyMap<string, string>;
const get = (fields: Fields, ...keys: string[]): string =>
  keys.map((key) => fields.get(key)?.trim() ?? '').find((value) => value !== '') ?? '';

/** «7702070139, ООО «Ромашка»» of some banks → the name. */
const withoutInn = (name: string) => name.replace(/^(?:ИНН\s*)?\d{10,12}[,\s]+/u, '').trim();

const party = (fields: Fields, who: 'Плательщик' | 'Получатель'): StatementParty => ({
  name: withoutInn(get(fields, `${who}1`, who)),
  inn: get(fields, `${who}ИНН`).replace(/\D/gu, ''),
  kpp: get(fields, `${who}КПП`),
  account: get(fields, `${who}РасчСчет`, `${who}Счет`).replace(/\s/gu, ''),
  bik: get(fields, `${who}БИК`),
  bankName: get(fields, `${who}Банк1`),
});

function purposeOf(fields: Fields): string {
  const whole = get(fields, 'НазначениеПлатежа');
  const parts = [1, 2, 3, 4, 5, 6]
    .map((at) => fields.get(`НазначениеПлатежа${at}`)?.trim() ?? '')
    .filter(Boolean);
  const joined = parts.join(' ');
  return joined.length > whole.length ? joined : whole;
}

interface Section {
  readonly name: string;
  readonly line: number;
  readonly fields: Map<string, string>;
}

/** The sections of a file, its head first; null for one that ends in the middle. */
function sectionsOf(text: string): { head: Section; sections: Section[] } | { cutAt: number } {
  const head: Section = { name: '', line: 1, fields: new Map() };
  const sections: Section[] = [];
  let open: Section | null = null;
  let ended = false;
  const lines = text.split(/\r\n|\n|\r/u);
  for (const [at, line] of lines.entries()) {
    const equals = line.indexOf('=');
    const key = (equals < 0 ? line : line.slice(0, equals)).trim();
    const value = equals < 0 ? '' : line.slice(equals + 1);
    if (key === 'СекцияДокумент' || key === 'СекцияРасчСчет') {
      if (open !== null) return { cutAt: at + 1 };
      open = {
        name: key === 'СекцияДокумент' ? value.trim() || 'Документ' : '',
        line: at + 1,
        fields: new Map(),
      };
    } else if (key === 'КонецДокумента' || key === 'КонецРасчСчет') {
      if (open !== null) sections.push(open);
      open = null;
    } else if (key === 'КонецФайла') ended = true;
    else if (equals >= 0) {
      const fields = (open ?? head).fields;
      // A head may name several accounts, a line each.
      const before = fields.get(key);
      fields.set(
        key,
        key === 'РасчСчет' && open === null && before !== undefined ? `${before} ${value}` : value,
      );
    }
  }
  return open !== null || !ended ? { cutAt: lines.length } : { head, sections };
}

/** A short print of a payment that does not depend on the file it came in. */
function keyOf(payment: Omit<StatementPayment, 'key' | 'line'>): string {
  const { number, date, bookedOn, direction, amount, payer, payee, purpose } = payment;
  return [
    direction,
    bookedOn || date,
    number,
    amount,
    payer.account,
    payer.inn,
    payee.account,
    payee.inn,
    purpose,
  ]
    .join('|')
    .replace(/\s+/gu, ' ')
    .toLowerCase();
}

/**
 * Reads a statement in the format of 1С (1CClientBankExchange 1.01–1.03): all its accounts and payments, unknown keys and
 * sections passed over. A file is read whole or refused: one cut in the middle would leave payments out in silence.
 * @param ownAccounts accounts of ours, for files that name none in their head
 */
export function parseStatement(bytes: Uint8Array, ownAccounts: readonly string[] = []): StatementResult {
  if (bytes.length === 0) return refused('statement-empty');
  if (bytes.length > MAX_STATEMENT_BYTES) return refused('statement-too-large');
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 64)).replaceAll('\u0000', '');
  if (!start.includes(SIGNATURE)) return refused('statement-not-1c', 1);
  const text = decodeStatement(bytes);
  if (text === null) return refused('statement-encoding', 2);
  const found = sectionsOf(text);
  if ('cutAt' in found) return refused('statement-cut', found.cutAt);
  return read(found.head, found.sections, ownAccounts);
}

function read(head: Section, sections: readonly Section[], ownAccounts: readonly string[]): StatementResult {
  const accounts: StatementAccount[] = [];
  for (const { name, fields } of sections) {
    if (name !== '') continue;
    const sum = (key: string) => kopecks(get(fields, key).replace(/^-/u, ''));
    accounts.push({
      account: get(fields, 'РасчСчет'),
      from: isoDate(get(fields, 'ДатаНачала')) ?? '',
      to: isoDate(get(fields, 'ДатаКонца')) ?? '',
      opening: sum('НачальныйОстаток'),
      received: sum('ВсегоПоступило'),
      spent: sum('ВсегоСписано'),
      closing: sum('КонечныйОстаток'),
    });
  }
  const named = get(head.fields, 'РасчСчет').split(/\s+/u).filter(Boolean);
  const ours = new Set([...accounts.map(({ account }) => account), ...named, ...ownAccounts]);
  const payments: StatementPayment[] = [];
  const keys = new Map<string, number>();
  for (const { name, line, fields } of sections) {
    if (name === '') continue;
    const amount = kopecks(get(fields, 'Сумма'));
    if (amount === null || amount === 0) return refused('statement-amount', line, get(fields, 'Сумма'));
    const date = isoDate(get(fields, 'Дата'));
    const came = isoDate(get(fields, 'ДатаПоступило'));
    const went = isoDate(get(fields, 'ДатаСписано'));
    if (date === null || came === null || went === null || (date || came || went) === '') {
      return refused('statement-date', line, get(fields, 'Дата'));
    }
    const payer = party(fields, 'Плательщик');
    const payee = party(fields, 'Получатель');
    const incoming = ours.has(payee.account) && !(ours.has(payer.account) && came === '');
    const direction: StatementPayment['direction'] = incoming ? 'in' : 'out';
    const bookedOn = (incoming ? came : went) || date;
    const bare = {
      ...{ kind: name, number: get(fields, 'Номер'), date: date || bookedOn, bookedOn, direction, amount },
      ...{ payer, payee, purpose: purposeOf(fields) },
    } as const;
    const key = keyOf(bare);
    const times = (keys.get(key) ?? 0) + 1;
    keys.set(key, times);
    payments.push({ ...bare, line, key: times === 1 ? key : `${key}|${times}` });
  }
  const [from = '', to = ''] = ['ДатаНачала', 'ДатаКонца'].map((key) => isoDate(get(head.fields, key)) ?? '');
  return {
    ok: true,
    statement: {
      ...{ sender: get(head.fields, 'Отправитель'), from, to, accounts, payments },
      warnings: warningsOf(accounts, payments, keys, ours.size),
    },
  };
}

function warningsOf(
  accounts: readonly StatementAccount[],
  payments: readonly StatementPayment[],
  keys: ReadonlyMap<string, number>,
  known: number,
): StatementWarning[] {
  const warnings: StatementWarning[] = [];
  if (known === 0) warnings.push({ code: 'statement-no-account', account: '' });
  if ([...keys.values()].some((times) => times > 1))
    warnings.push({ code: 'statement-repeats', account: '' });
  for (const account of new Set(accounts.map((one) => one.account))) {
    const parts = accounts.filter((one) => one.account === account);
    const said = (of: 'received' | 'spent') =>
      parts.some((part) => part[of] === null) ? null : parts.reduce((sum, part) => sum + (part[of] ?? 0), 0);
    const counted = (direction: 'in' | 'out') =>
      payments
        .filter((one) => one.direction === direction)
        .filter((one) => (direction === 'in' ? one.payee : one.payer).account === account)
        .reduce((sum, one) => sum + one.amount, 0);
    const [received, spent] = [said('received'), said('spent')];
    if ((received !== null && received !== counted('in')) || (spent !== null && spent !== counted('out'))) {
      warnings.push({ code: 'statement-totals', account });
    }
  }
  return warnings;
}

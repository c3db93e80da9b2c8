import type { ClientKind } from '../clients/schema';
import { parsePhones } from '../domain/phones/parse-phones';
import {
  checkAccount,
  checkBik,
  checkCorrAccount,
  checkInn,
  checkKpp,
  checkOgrn,
  normalizeDigits,
  type RequisiteIssue,
  splitInnKpp,
  splitLegalForm,
  withoutDecimals,
} from '../domain/requisites/requisites';
import { asBirthday } from '../lib/birthday';
import type { IsoDate } from '../lib/date-only';
import { type DateOrder, parseLooseDate } from '../lib/loose-date';
import { cutText } from './clean';
import type {
  ImportedClient,
  ImportedContact,
  ImportedEmail,
  ImportedPhone,
  ImportField,
  Mapping,
  RowIssue,
  RowIssueCode,
} from './fields';
import { RowDraft } from './row-draft';
import {
  isDamagedNumber,
  phoneLabelOf,
  readEmails,
  readKind,
  readStatus,
  splitJoined,
  splitTags,
} from './values';

/** What a row became. Without `client` the row is not imported; the reason is the issue of severity `invalid`. */
export interface ConvertedRow {
  readonly client?: ImportedClient;
  readonly contact?: ImportedContact;
  readonly issues: readonly RowIssue[];
}

export interface ConvertOptions {
  /** Headers of the columns: labels of phones and of the lines in the notes come from them. */
  readonly headers: readonly string[];
  /** Line above the columns that fit no field: «Прочее:». `''` for none. */
  readonly restTitle: string;
  /** What the reader of the file could not do with this row, or `''`. */
  readonly problem?: RowIssueCode | '';
  /** How `03/04/1980` is meant, as the whole column or a person decided; day first, with a remark, unless told. */
  readonly dateOrder?: DateOrder;
  /** A property or a label of a card in words; as it is unless given. */
  readonly titleOf?: (name: string) => string;
  /** The last day somebody can have been born on. */
  readonly today: IsoDate;
}

// Lengths of the client's and the contact's schema.
const NAME = 10_000;
const LINE = 300;
const NOTES = 100_000;
const LIST = 50;
const TAGS = 100;

const PHONE_ISSUES = {
  local: 'phone-local',
  damaged: 'number-damaged',
  invalid: 'phone-unreadable',
} as const satisfies Record<string, RowIssueCode>;

function phonesOf(draft: RowDraft, field: ImportField): ImportedPhone[] {
  const phones: ImportedPhone[] = [];
  for (const cell of draft.all(field)) {
    const label = phoneLabelOf(cell.header);
    const parsed = parsePhones(splitJoined(cell.text));
    if (parsed.length === 0 || parsed.length > LIST) draft.leave(cell);
    if (parsed.length === 0) draft.warn('phone-unreadable', cell.column, cell.text);
    for (const { raw, e164, ext, issue, ...found } of parsed) {
      if (issue !== '') draft.warn(PHONE_ISSUES[issue], cell.column, raw);
      // What a spreadsheet has spoiled is no number to call; what we merely do not know may be one.
      if (issue === 'damaged') draft.leave(cell);
      const phone = { raw: draft.fit(cell, raw, 120), e164, ext, label: label ?? found.label };
      if (issue !== 'damaged' && !phones.some((other) => samePhone(other, phone))) phones.push(phone);
    }
  }
  if (phones.length > LIST) draft.warn('list-cut', draft.columnOf(field));
  return phones.slice(0, LIST);
}

function samePhone(a: ImportedPhone, b: ImportedPhone): boolean {
  return a.e164 === '' ? a.raw === b.raw : a.e164 === b.e164 && a.ext === b.ext;
}

function emailsOf(draft: RowDraft, field: ImportField): ImportedEmail[] {
  const emails: ImportedEmail[] = [];
  for (const cell of draft.all(field)) {
    const { good, bad } = readEmails(cell.text, cell.header);
    for (const text of bad) {
      draft.warn('email-invalid', cell.column, text);
      draft.leave(cell, text);
    }
    for (const email of good) if (!emails.some(({ value }) => value === email.value)) emails.push(email);
    if (emails.length > LIST) draft.leave(cell);
  }
  if (emails.length > LIST) draft.warn('list-cut', draft.columnOf(field));
  return emails.slice(0, LIST);
}

/** A requisite as digits: a lost leading zero is put back, a wrong value is kept and remarked upon. */
function requisiteOf(
  draft: RowDraft,
  field: ImportField,
  code: RowIssueCode,
  check: (value: string) => RequisiteIssue | null,
  length: number,
): string {
  const [first] = draft.all(field);
  const both = first && partOfBoth(field, first.text) !== undefined;
  const text = draft.one(field, both ? LINE : length);
  if (!first || text === '') return '';
  if (isDamagedNumber(text)) {
    draft.warn('number-damaged', first.column, text);
    draft.leave(first);
    return '';
  }
  const value = cutText(normalizeDigits(partOfBoth(field, first.text) ?? text), length);
  const issue = check(value);
  if (issue === null) return value;
  if (issue.code.endsWith('-lost-zero') && issue.expected !== undefined && check(issue.expected) === null) {
    draft.warn('zero-restored', first.column, text);
    return issue.expected;
  }
  draft.warn(code, first.column, text);
  return value;
}

/** Its own part of a cell that holds both numbers: «7707083893/773601001». */
function partOfBoth(field: ImportField, text: string): string | undefined {
  if (field !== 'client.inn' && field !== 'client.kpp') return undefined;
  const both = splitInnKpp(text);
  return field === 'client.inn' ? both?.inn : both?.kpp;
}

/** The КПП of its own column, else what stands beside the ИНН. */
function kppOf(draft: RowDraft): string {
  const own = requisiteOf(draft, 'client.kpp', 'kpp-invalid', checkKpp, 20);
  return own || (splitInnKpp(draft.all('client.inn')[0]?.text ?? '')?.kpp ?? '');
}

function postalCodeOf(draft: RowDraft): string {
  const [cell] = draft.all('client.postalCode');
  if (!cell) return '';
  const text = withoutDecimals(draft.one('client.postalCode', LINE));
  if (!isDamagedNumber(text)) return draft.fit(cell, text, 12);
  draft.warn('number-damaged', cell.column, text);
  draft.leave(cell);
  return '';
}

function birthdayOf(draft: RowDraft, { dateOrder, today }: ConvertOptions): string {
  const field = 'contact.birthday';
  const [cell] = draft.all(field);
  const text = draft.one(field, LINE);
  // Outlook writes 0/0/00 for «no date».
  if (!cell || /^[0/.-]+$/.test(text)) return '';
  const found = parseLooseDate(text, { order: dateOrder ?? 'dmy' });
  if (found === null) {
    draft.warn('date-invalid', cell.column, text);
    draft.leave(cell);
    return '';
  }
  const birthday = asBirthday(found.date, hasWholeYear(text), today);
  if (birthday === null) {
    draft.warn('birthday-impossible', cell.column, text);
    draft.leave(cell);
    return '';
  }
  if (found.ambiguous && dateOrder === undefined) draft.warn('date-ambiguous', cell.column, text);
  return birthday;
}

/** Whether the century is written: `12.03.1958` and a spreadsheet's day, not `12.03.58`. */
const hasWholeYear = (text: string): boolean =>
  /(?<!\d)\d{4}(?!\d)|\d{5}/.test(text.replace(/\d{1,2}:\d{2}.*$/, ''));

/** A person's name: Russian parts as «Фамилия Имя Отчество», others in the order they are spoken. */
function personName(draft: RowDraft): string {
  const whole = draft.one('contact.name', NAME);
  const last = draft.one('contact.lastName', LINE);
  const first = draft.one('contact.firstName', LINE);
  const middle = draft.one('contact.middleName', LINE);
  const russian = /\p{Script=Cyrillic}/u.test(last + first);
  if (whole !== '' && !(russian && last !== '' && first !== '')) return whole;
  const parts = russian ? [last, first, middle] : [first, middle, last];
  return parts.filter(Boolean).join(' ');
}

function kindOf(draft: RowDraft, name: string, inn: string): ClientKind {
  const [cell] = draft.all('client.kind');
  if (cell) {
    const kind = readKind(draft.one('client.kind', LINE));
    if (kind) return kind;
    draft.warn('kind-unknown', cell.column, cell.text);
    draft.leave(cell);
  }
  if (name === '') return 'person';
  const { form } = splitLegalForm(name);
  if (form === 'ИП' || form === 'КФХ') return 'entrepreneur';
  if (form === 'самозанятый') return 'person';
  return form === null && inn.length === 12 ? 'entrepreneur' : 'company';
}

function tagsOf(draft: RowDraft): string[] {
  const tags = new Map<string, string>();
  for (const cell of draft.all('client.tags')) {
    for (const tag of splitTags(cell.text)) {
      const text = draft.fit(cell, tag, 60);
      if (!tags.has(text.toLowerCase())) tags.set(text.toLowerCase(), text);
    }
  }
  if (tags.size > TAGS) draft.warn('list-cut', draft.columnOf('client.tags'));
  return [...tags.values()].slice(0, TAGS);
}

function addressOf(draft: RowDraft): string {
  const cells = draft.all('client.address');
  const [first] = cells;
  const text = [...new Set(cells.map((cell) => cell.text))].join('; ');
  return first ? draft.fit(first, text, 1000) : '';
}

function statusOf(draft: RowDraft): ImportedClient['status'] {
  const [cell] = draft.all('client.status');
  if (!cell) return '';
  const status = readStatus(cell.text);
  if (status) return status;
  draft.warn('status-unknown', cell.column, cell.text);
  draft.leave(cell);
  return '';
}

/** Notes: the cells meant for them, then what fits nowhere else. */
function notesOf(draft: RowDraft, restTitle: string): string {
  const own = draft.all('client.notes').map((cell) => cell.text);
  const rest = draft.restLines();
  const titled = rest.length > 0 && restTitle !== '' ? [restTitle, ...rest] : rest;
  const text = [[...new Set(own)].join('\n'), titled.join('\n')].filter(Boolean).join('\n\n');
  if (text.length > NOTES) draft.warn('text-cut', draft.columnOf('client.notes'));
  return cutText(text, NOTES);
}

/**
 * Turns a row into a client and, where it names a person beside the company, a contact. A row that names only a
 * person makes a client of kind «person», and the contact's phones are the client's. Nothing is thrown: what is wrong
 * is an issue, and what fits no field is kept in the notes.
 * @param cells cells of the row, as read
 * @param mapping target of each column
 */
export function convertRow(
  cells: readonly string[],
  mapping: Mapping,
  options: ConvertOptions,
): ConvertedRow {
  const draft = new RowDraft(cells, mapping, options.headers, options.titleOf);
  if (options.problem) {
    draft.refuse(options.problem);
    return { issues: draft.issues };
  }
  const extra = cells.findIndex((cell, column) => column >= options.headers.length && cell.trim() !== '');
  if (extra >= 0) {
    draft.refuse('row-too-many-cells', -1, String(cells.length));
    return { issues: draft.issues };
  }

  const person = personName(draft);
  const fullName = draft.one('client.fullName', NAME);
  const company = draft.one('client.name', NAME) || fullName;
  const own = { phones: phonesOf(draft, 'client.phones'), emails: emailsOf(draft, 'client.emails') };
  const personal = { phones: phonesOf(draft, 'contact.phones'), emails: emailsOf(draft, 'contact.emails') };
  const isPerson = company === '' || company === person;
  const merged = {
    phones: [...own.phones, ...personal.phones.filter((a) => !own.phones.some((b) => samePhone(a, b)))],
    emails: [...own.emails, ...personal.emails.filter((a) => !own.emails.some((b) => a.value === b.value))],
  };
  const named = company || person;
  const name = named || merged.emails[0]?.value || merged.phones[0]?.raw || '';
  if (name === '') {
    draft.refuse('row-no-name');
    return { issues: draft.issues };
  }
  if (named === '') draft.warn('name-from-contact', -1, name);

  const inn = requisiteOf(draft, 'client.inn', 'inn-invalid', checkInn, 20);
  const bik = requisiteOf(draft, 'client.bik', 'bik-invalid', checkBik, 20);
  const birthday = birthdayOf(draft, options);
  const [positionCell] = draft.all('contact.position');
  const position = draft.one('contact.position', LINE);
  const hasContact =
    !isPerson && (person !== '' || personal.phones.length + personal.emails.length > 0 || position !== '');
  // A person who is the client has no field for a position.
  if (!hasContact && positionCell) draft.leave(positionCell);
  const withoutName = hasContact && person === '';

  const client: Omit<ImportedClient, 'notes'> = {
    kind: kindOf(draft, company, inn),
    name,
    fullName,
    inn,
    kpp: kppOf(draft),
    ogrn: requisiteOf(draft, 'client.ogrn', 'ogrn-invalid', checkOgrn, 20),
    phones: (isPerson || withoutName ? merged : own).phones.slice(0, LIST),
    emails: (isPerson || withoutName ? merged : own).emails.slice(0, LIST),
    address: addressOf(draft),
    city: draft.one('client.city', 120),
    region: draft.one('client.region', 120),
    postalCode: postalCodeOf(draft),
    site: draft.one('client.site', 500),
    tags: tagsOf(draft),
    status: statusOf(draft),
    source: draft.one('client.source', 120),
    responsible: draft.one('client.responsible', LINE),
    bik,
    bankName: draft.one('client.bankName', LINE),
    corrAccount: requisiteOf(
      draft,
      'client.corrAccount',
      'corr-account-invalid',
      (value) => checkCorrAccount(value, bik),
      40,
    ),
    account: requisiteOf(draft, 'client.account', 'account-invalid', (value) => checkAccount(value, bik), 40),
    birthday: isPerson ? birthday : '',
  };
  // A position without a person has no contact to stand at.
  if (withoutName && positionCell) draft.leave(positionCell);
  const contact: ImportedContact | undefined =
    hasContact && !withoutName ? { name: person, position, ...personal, birthday } : undefined;
  const full = { ...client, notes: notesOf(draft, options.restTitle) };
  return contact ? { client: full, contact, issues: draft.issues } : { client: full, issues: draft.issues };
}

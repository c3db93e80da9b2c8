import type { Client } from '../clients/schema';
import { checkAccount, checkInn, normalizeDigits } from '../domain/requisites/requisites';
import { taxIssues, type VatIssueCode } from '../domain/vat/tax-issues';
import { isRateOn } from '../domain/vat/vat';
import type { ErrorCode } from '../errors';
import { daysBetween, isIsoDate } from '../lib/date-only';
import type { Failure } from '../lib/result';
import type { Organization } from '../organizations/schema';
import { contractKindOf, isFramework } from './contract-kind';
import { isForeign } from './foreign';
import { partyOf, printedName } from './party';
import { buildPreamble } from './preamble';
import { lettersWithoutGlyph } from './printed-letters';
import type { BusinessDocument, DocumentStatus, DocumentType } from './schema';
import type { Party } from './snapshot';
import { checkLine, filledLines, type LineIssueCode, totalsOf } from './totals';

export type PostingErrorCode =
  | 'organization-missing'
  | 'client-missing'
  | 'already-posted'
  | 'date-impossible'
  | 'valid-until-impossible'
  | 'document-empty'
  | 'amount-too-large'
  | LineIssueCode;

export type PostingWarningCode =
  | 'seller-inn-missing'
  | 'seller-bank-missing'
  | 'seller-address-missing'
  | 'buyer-inn-missing'
  | 'buyer-address-missing'
  | 'buyer-bank-missing'
  | 'valid-until-past'
  | 'vat-not-on-date'
  | 'preamble-doubts'
  | 'city-missing'
  | 'seller-inn-wrong'
  | 'seller-account-wrong'
  | 'buyer-inn-wrong'
  | 'with-ourselves'
  | 'date-far'
  | 'line-nothing'
  | 'seller-signatory-missing'
  | 'buyer-signatory-missing'
  | 'subject-missing'
  | 'supply-not-framework'
  | 'renewal-of-one-price'
  | 'letters-missing'
  | VatIssueCode;

/** One remark before posting. An error keeps the document from being posted, a warning does not. */
export interface PostingIssue {
  readonly level: 'error' | 'warning';
  readonly code: PostingErrorCode | PostingWarningCode;
  /** The line it is about. */
  readonly lineId?: string;
  /** What the sentence names: letters the font lacks. */
  readonly value?: string;
}

/** A date further than this from today is asked about: a year is a slip of the finger away. */
const FAR_DAYS = 366;

type Draft = Pick<BusinessDocument, 'type' | 'status' | 'content'>;

/** True when the organisation is known well enough to stand on a document. */
export function isOrganizationReady(organization: Organization | null): organization is Organization {
  return organization !== null && printedName(organization) !== '';
}

const error = (code: PostingErrorCode, lineId?: string): PostingIssue =>
  lineId === undefined ? { level: 'error', code } : { level: 'error', code, lineId };
const warning = (code: PostingWarningCode, lineId?: string): PostingIssue =>
  lineId === undefined ? { level: 'warning', code } : { level: 'warning', code, lineId };

/**
 * Everything to be said before a draft is posted, errors first. The form shows it while one types; posting asks the
 * same rule, so that the two cannot disagree.
 * @param today `YYYY-MM-DD`, or '' to leave out what depends on it
 */
export function canPost(
  document: Draft,
  organization: Organization | null,
  client: Client | null,
  today = '',
): PostingIssue[] {
  const issues = [
    ...contentIssues(document),
    ...dateIssues(document, today),
    ...partyIssues(document, organization, client),
    ...lettersIssues(document, organization, client),
  ];
  return [
    ...issues.filter(({ level }) => level === 'error'),
    ...issues.filter(({ level }) => level === 'warning'),
  ];
}

function contentIssues({ type, status, content }: Draft): PostingIssue[] {
  const issues: PostingIssue[] = [];
  if (status !== 'draft') issues.push(error('already-posted'));
  if (!isIsoDate(content.date)) issues.push(error('date-impossible'));
  if (content.validUntil !== '' && !isIsoDate(content.validUntil))
    issues.push(error('valid-until-impossible'));
  else if (content.validUntil !== '' && content.validUntil < content.date)
    issues.push(warning('valid-until-past'));

  const lines = filledLines(content);
  const wrong = lines.flatMap((line) => {
    const code = checkLine(line);
    return code === null ? [] : [error(code, line.id)];
  });
  issues.push(...wrong);
  if (wrong.length === 0 && lines.length > 0) {
    const totals = totalsOf(lines, content.pricesIncludeVat);
    if (totals === null) issues.push(error('amount-too-large'));
    else if (totals.total === 0) issues.push(error('document-empty'));
    else {
      for (const [at, { amount }] of totals.lines.entries()) {
        if (amount === 0) issues.push(warning('line-nothing', lines[at]?.id));
      }
    }
  }
  if (type !== 'contract' && lines.length === 0) issues.push(error('document-empty'));
  for (const { id, vatRate } of lines) {
    if (isIsoDate(content.date) && !isRateOn(vatRate, content.date))
      issues.push(warning('vat-not-on-date', id));
  }
  return issues;
}

function partyIssues(
  { type, content }: Draft,
  organization: Organization | null,
  client: Client | null,
): PostingIssue[] {
  const issues: PostingIssue[] = [];
  if (!isOrganizationReady(organization)) issues.push(error('organization-missing'));
  if (client === null) issues.push(error('client-missing'));
  if (!isOrganizationReady(organization) || client === null) return issues;
  const own = partyOf(organization);
  const other = partyOf(client);
  if (own.inn === '') issues.push(warning('seller-inn-missing'));
  else if (checkInn(own.inn, own.kind) !== null) issues.push(warning('seller-inn-wrong'));
  if (own.bank.account === '' || own.bank.bik === '') issues.push(warning('seller-bank-missing'));
  else if (checkAccount(own.bank.account, own.bank.bik) !== null)
    issues.push(warning('seller-account-wrong'));
  if (own.address === '') issues.push(warning('seller-address-missing'));
  if (other.inn === '' && other.kind !== 'person') issues.push(warning('buyer-inn-missing'));
  else if (other.inn !== '' && !isForeign(other) && checkInn(other.inn, other.kind) !== null) {
    issues.push(warning('buyer-inn-wrong'));
  }
  if (own.inn !== '' && normalizeDigits(own.inn) === normalizeDigits(other.inn)) {
    issues.push(warning('with-ourselves'));
  }
  if (own.kind === 'company' && own.signatory.fullName.trim() === '') {
    issues.push(warning('seller-signatory-missing'));
  }
  for (const code of taxIssues(organization.taxSystem, content.date, filledLines(content), content.note)) {
    issues.push(warning(code));
  }
  if (type === 'contract') {
    if (content.city.trim() === '' && organization.city.trim() === '') issues.push(warning('city-missing'));
    if (other.address === '') issues.push(warning('buyer-address-missing'));
    if (other.bank.account === '' && other.kind !== 'person') issues.push(warning('buyer-bank-missing'));
    issues.push(...contractIssues(content, own, other));
  }
  return issues;
}

/** What a court would hold against a contract. */
function contractIssues(content: Draft['content'], own: Party, other: Party): PostingIssue[] {
  const issues: PostingIssue[] = [];
  const hasLines = filledLines(content).length > 0;
  if (other.kind === 'company' && other.signatory.fullName.trim() === '') {
    issues.push(warning('buyer-signatory-missing'));
  }
  if (content.contractKind === 'services' && content.subject.trim() === '' && !hasLines) {
    issues.push(warning('subject-missing'));
  }
  if (content.contractKind === 'supply' && !hasLines && !isFramework(content.subject)) {
    issues.push(warning('supply-not-framework'));
  }
  if (content.autoRenew && hasLines) issues.push(warning('renewal-of-one-price'));
  const kind = contractKindOf(content.contractKind, other.kind);
  if (content.preamble.trim() === '' && !buildPreamble(own, other, kind).certain)
    issues.push(warning('preamble-doubts'));
  return issues;
}

/** A day years away from today is a slip more often than a wish. */
function dateIssues({ content }: Draft, today: string): PostingIssue[] {
  if (today === '' || !isIsoDate(content.date)) return [];
  return Math.abs(daysBetween(today, content.date)) > FAR_DAYS ? [warning('date-far')] : [];
}

/** Letters the font of our pdf lacks: they would be printed as «?». */
function lettersIssues(
  { content }: Draft,
  organization: Organization | null,
  client: Client | null,
): PostingIssue[] {
  const { lines, ...texts } = content;
  const parties = [organization, client].flatMap((one) => (one === null ? [] : Object.values(partyOf(one))));
  const printed = [
    ...Object.values(texts),
    ...parties,
    ...lines.flatMap(({ name, article, unit }) => [name, article, unit]),
  ];
  const missing = lettersWithoutGlyph(
    printed.filter((text): text is string => typeof text === 'string').join(''),
  );
  return missing === '' ? [] : [{ level: 'warning', code: 'letters-missing', value: missing }];
}

/** The refusal a command answers an error of {@link canPost} with. */
export function failureOf({ code, lineId }: PostingIssue): Failure {
  const own: Partial<Record<PostingIssue['code'], ErrorCode>> = {
    'organization-missing': 'organization-missing',
    'client-missing': 'not-found',
    'already-posted': 'already-posted',
    'document-empty': 'document-empty',
    'amount-too-large': 'amount-too-large',
    'line-too-large': 'amount-too-large',
  };
  return {
    code: own[code] ?? 'invalid-input',
    data: lineId === undefined ? { issue: code } : { issue: code, lineId },
  };
}

/**
 * Where a posted document may go from each status. Paid, signed and cancelled can be taken back, since a wrong click
 * must not falsify the books; a draft never comes back: its number is spent and its snapshot printed.
 */
type Ways = Partial<Record<DocumentStatus, readonly DocumentStatus[]>>;
const paidFor: Ways = {
  posted: ['sent', 'paid', 'cancelled'],
  sent: ['paid', 'posted', 'cancelled'],
  paid: ['sent', 'cancelled'],
  cancelled: ['posted'],
};
const signedBy: Ways = {
  posted: ['sent', 'signed', 'cancelled'],
  sent: ['signed', 'posted', 'cancelled'],
  signed: ['sent', 'cancelled'],
  cancelled: ['posted'],
};
const transitions: Readonly<Record<DocumentType, Ways>> = {
  invoice: paidFor,
  contract: signedBy,
  offer: { posted: ['sent', 'cancelled'], sent: ['posted', 'cancelled'], cancelled: ['posted'] },
  'invoice-contract': {
    ...paidFor,
    signed: ['paid', 'sent', 'cancelled'],
    sent: ['signed', 'paid', 'posted', 'cancelled'],
  },
  act: signedBy,
  waybill: signedBy,
  upd: signedBy,
};

/** The statuses a document may be given next, the usual one first. */
export function nextStatuses(type: DocumentType, status: DocumentStatus): readonly DocumentStatus[] {
  return transitions[type][status] ?? [];
}

import type { Client } from '../clients/schema';
import { isRateOn } from '../domain/vat/vat';
import type { ErrorCode } from '../errors';
import { isIsoDate } from '../lib/date-only';
import type { Failure } from '../lib/result';
import type { Organization } from '../organizations/schema';
import { partyOf, printedName } from './party';
import { buildPreamble } from './preamble';
import type { BusinessDocument, DocumentStatus, DocumentType } from './schema';
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
  | 'city-missing';

/** One remark before posting. An error keeps the document from being posted, a warning does not. */
export interface PostingIssue {
  readonly level: 'error' | 'warning';
  readonly code: PostingErrorCode | PostingWarningCode;
  /** The line it is about. */
  readonly lineId?: string;
}

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
 */
export function canPost(
  document: Draft,
  organization: Organization | null,
  client: Client | null,
): PostingIssue[] {
  const issues = [...contentIssues(document), ...partyIssues(document, organization, client)];
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
  }
  if (type === 'invoice' && lines.length === 0) issues.push(error('document-empty'));
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
  if (own.bank.account === '' || own.bank.bik === '') issues.push(warning('seller-bank-missing'));
  if (own.address === '') issues.push(warning('seller-address-missing'));
  if (other.inn === '' && other.kind !== 'person') issues.push(warning('buyer-inn-missing'));
  if (type === 'contract') {
    if (content.city.trim() === '' && organization.city.trim() === '') issues.push(warning('city-missing'));
    if (other.address === '') issues.push(warning('buyer-address-missing'));
    if (other.bank.account === '' && other.kind !== 'person') issues.push(warning('buyer-bank-missing'));
    if (content.preamble.trim() === '' && !buildPreamble(own, other, content.contractKind).certain)
      issues.push(warning('preamble-doubts'));
  }
  return issues;
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
const transitions: Readonly<
  Record<DocumentType, Partial<Record<DocumentStatus, readonly DocumentStatus[]>>>
> = {
  invoice: {
    posted: ['sent', 'paid', 'cancelled'],
    sent: ['paid', 'posted', 'cancelled'],
    paid: ['sent', 'cancelled'],
    cancelled: ['posted'],
  },
  contract: {
    posted: ['sent', 'signed', 'cancelled'],
    sent: ['signed', 'posted', 'cancelled'],
    signed: ['sent', 'cancelled'],
    cancelled: ['posted'],
  },
};

/** The statuses a document may be given next, the usual one first. */
export function nextStatuses(type: DocumentType, status: DocumentStatus): readonly DocumentStatus[] {
  return transitions[type][status] ?? [];
}

import { checkAccount, checkAccountKind, checkBik, checkCorrAccount } from './bank';
import { checkInn } from './inn';
import type { PartyKind, RequisiteIssue } from './issues';
import { checkKpp } from './kpp';
import { checkOgrn } from './ogrn';

export * from './bank';
export * from './bank-directory';
export * from './inn';
export * from './inn-kpp';
export * from './issues';
export * from './kpp';
export * from './legal-forms';
export * from './ogrn';

/** The fields a client's or our own company's requisites are checked by; absent and empty mean "not filled". */
export interface RequisiteFields {
  readonly kind?: PartyKind;
  readonly inn?: string;
  readonly kpp?: string;
  readonly ogrn?: string;
  readonly bik?: string;
  readonly account?: string;
  readonly corrAccount?: string;
}

export type RequisiteField = Exclude<keyof RequisiteFields, 'kind'>;

/** A remark and the field it stands beside. */
export interface RequisiteRemark {
  readonly field: RequisiteField;
  readonly issue: RequisiteIssue;
}

/** All remarks on a set of requisites, in the order of the fields; empty fields get none. */
export function checkRequisites(fields: RequisiteFields): RequisiteRemark[] {
  const { kind, inn = '', kpp = '', ogrn = '', bik = '', account = '', corrAccount = '' } = fields;
  const found: [RequisiteField, RequisiteIssue | null][] = [
    ['inn', checkInn(inn, kind)],
    ['kpp', checkKpp(kpp, kind)],
    ['ogrn', checkOgrn(ogrn, kind)],
    ['bik', checkBik(bik)],
    ['account', checkAccount(account, bik) ?? (kind ? checkAccountKind(account, kind) : null)],
    ['corrAccount', checkCorrAccount(corrAccount, bik)],
  ];
  return found.flatMap(([field, issue]) => (issue ? [{ field, issue }] : []));
}

import { type Address, type Client, emptySignatory } from '../clients/schema';
import { formatPhone } from '../domain/phones/phones';
import { inQuotes, legalForms, splitLegalForm } from '../domain/requisites/legal-forms';
import type { Organization } from '../organizations/schema';
import type { Party } from './snapshot';

/** What a client and our own organisation have in common. */
export type Requisites = Pick<
  Client,
  | 'kind'
  | 'name'
  | 'fullName'
  | 'legalForm'
  | 'inn'
  | 'kpp'
  | 'ogrn'
  | 'bankAccounts'
  | 'phones'
  | 'emails'
  | 'addresses'
  | 'signatory'
> &
  Partial<Pick<Organization, 'accountant'>>;

const cut = (text: string, length: number) => [...text].slice(0, length).join('');

/** «ООО «Ромашка»», «ИП Коваль О. И.»: the name with its legal form, which records keep apart. */
export function printedName({ kind, name, legalForm, fullName }: Requisites): string {
  const { form, rest } = splitLegalForm(name);
  const short = rest || name.trim() || fullName.trim();
  if (short === '' || kind === 'person') return short;
  if (kind === 'entrepreneur') return form === null ? `ИП ${short}` : name.trim();
  const company = legalForm.trim() || form || '';
  return company === '' ? name.trim() || short : `${company} ${inQuotes(short)}`;
}

/** The full legal name; worked out from the form when nobody has typed it, '' when it cannot be. */
function printedFullName(party: Requisites): string {
  if (party.fullName.trim() !== '') return party.fullName.trim();
  const { form, rest } = splitLegalForm(party.name);
  if (party.kind === 'entrepreneur') {
    const person = party.signatory.fullName.trim();
    return person === '' ? '' : `Индивидуальный предприниматель ${person}`;
  }
  if (party.kind === 'person') return '';
  const code = party.legalForm.trim() || form;
  const full = legalForms.find((known) => known.code === code)?.full;
  return full === undefined || rest === '' ? '' : `${full} ${inQuotes(rest)}`;
}

/** The address documents print: the registered one, else the first there is. */
export function printedAddress(addresses: readonly Address[]): string {
  const of = (kind: Address['kind']) => addresses.find((one) => one.kind === kind && one.text.trim() !== '');
  const found =
    of('legal') ?? of('actual') ?? of('postal') ?? addresses.find((one) => one.text.trim() !== '');
  if (!found) return addresses.find((one) => one.city.trim() !== '')?.city.trim() ?? '';
  const text = found.text.trim();
  const has = (part: string) => text.toLowerCase().includes(part.toLowerCase());
  const before = [found.postalCode, found.region, found.city]
    .map((part) => part.trim())
    .filter((part) => part !== '' && !has(part));
  return [...new Set(before), text].join(', ');
}

/** One side of a document with its requisites as they are now. */
export function partyOf(requisites: Requisites): Party {
  const { kind, inn, kpp, ogrn, signatory = emptySignatory } = requisites;
  const phone = requisites.phones.find(({ label }) => label !== 'fax') ?? requisites.phones[0];
  const account = requisites.bankAccounts[0];
  return {
    kind,
    name: cut(printedName(requisites), 10_000),
    fullName: cut(printedFullName(requisites), 10_000),
    inn: inn.trim(),
    kpp: kind === 'company' ? kpp.trim() : '',
    ogrn: ogrn.trim(),
    address: cut(printedAddress(requisites.addresses), 1100),
    phone: cut(phone ? formatPhone(phone) : '', 120),
    email: requisites.emails[0]?.value ?? '',
    bank: {
      bik: account?.bik ?? '',
      bankName: account?.bankName ?? '',
      corrAccount: account?.corrAccount ?? '',
      account: account?.account ?? '',
    },
    signatory: { ...signatory },
    accountant: requisites.accountant ?? '',
  };
}

import {
  inQuotes,
  legalForms,
  nameKey,
  normalizeDigits,
  splitLegalForm,
} from '../domain/requisites/requisites';
import type { Patch } from '../lib/schema';
import {
  type Address,
  type BankAccount,
  type Client,
  type ClientKind,
  type Email,
  emptySignatory,
  type Phone,
} from './schema';

/** All of a client's own fields, without the stamps that the store puts. */
export type ClientFields = Required<Patch<Client>>;

/** A name as typed, taken apart: «ООО „Ромашка“» is the form «ООО» and the name «Ромашка». */
export interface ReadName {
  readonly name: string;
  /** '' when the name has no form. */
  readonly legalForm: string;
  /** What the form says the client is; null when there is none. */
  readonly kind: ClientKind | null;
}

/** Takes the legal form off a name; a name without one stays as it was typed. */
export function readName(typed: string): ReadName {
  const trimmed = typed.trim();
  const { form, rest } = splitLegalForm(trimmed);
  if (form === null) return { name: trimmed, legalForm: '', kind: null };
  const kind = legalForms.find(({ code }) => code === form)?.kind ?? null;
  return { name: rest, legalForm: form, kind };
}

/** The name as papers have it: «ООО «Ромашка»», «ИП Иванов И. И.»; the bare name without a form. */
export function legalName({ legalForm, name, kind }: Pick<Client, 'legalForm' | 'name' | 'kind'>): string {
  if (legalForm === '' || name === '') return name;
  if (kind !== 'company') return `${legalForm} ${name}`;
  return `${legalForm} ${inQuotes(name)}`;
}

const kindsByCity = ['actual', 'legal', 'postal', 'delivery'] as const;

/** The city shown in lists: of the actual, else the legal, else any address; '' when none names one. */
export function cityOf(addresses: readonly Pick<Address, 'kind' | 'city'>[]): string {
  for (const kind of kindsByCity) {
    const city = addresses.find((address) => address.kind === kind && address.city.trim() !== '')?.city;
    if (city !== undefined) return city.trim();
  }
  return '';
}

/** Phones without the lines begun and left empty. */
export const filledPhones = (phones: readonly Phone[]): Phone[] =>
  phones.filter(({ raw, e164 }) => raw.trim() !== '' || e164 !== '');

/** Addresses of mail without the lines begun and left empty. */
export const filledEmails = (emails: readonly Email[]): Email[] =>
  emails.filter(({ value }) => value.trim() !== '');

/** Postal addresses without those begun and left empty: a kind alone says nothing. */
const filledAddresses = (addresses: readonly Address[]): Address[] =>
  addresses.filter((one) =>
    [one.text, one.city, one.region, one.postalCode].some((text) => text.trim() !== ''),
  );

/** Bank accounts without those begun and left empty. */
const filledAccounts = (accounts: readonly BankAccount[]): BankAccount[] =>
  accounts.filter((one) =>
    [one.bik, one.bankName, one.corrAccount, one.account].some((text) => text.trim() !== ''),
  );

/** A whole new client of what is known so far: the name taken apart, everything derived, the rest empty. */
export function newClientFields(known: Patch<Client>): ClientFields {
  const read = readName(known.name ?? '');
  const legalForm = known.legalForm || read.legalForm;
  const name = known.legalForm ? (known.name ?? '').trim() : read.name;
  const addresses = known.addresses ?? [];
  return {
    fullName: '',
    bankAccounts: [],
    phones: [],
    emails: [],
    site: '',
    signatory: emptySignatory,
    status: 'potential',
    ownerId: '',
    tags: [],
    source: '',
    timeZone: '',
    doNotCall: false,
    about: '',
    birthday: '',
    archivedAt: '',
    ...known,
    addresses,
    kind: known.kind ?? read.kind ?? 'company',
    name,
    legalForm,
    nameKey: nameKey(name),
    inn: normalizeDigits(known.inn ?? ''),
    kpp: normalizeDigits(known.kpp ?? ''),
    ogrn: normalizeDigits(known.ogrn ?? ''),
    city: known.city?.trim() || cityOf(addresses),
  };
}

/**
 * A change to a client with what follows from it: the name's key, digits without spaces, the city of the addresses
 * unless another was set by hand.
 */
export function derivedChange(
  before: Pick<Client, 'addresses' | 'city'>,
  patch: Patch<Client>,
): Patch<Client> {
  const next: Patch<Client> = { ...patch };
  if (patch.phones) next.phones = filledPhones(patch.phones);
  if (patch.emails) next.emails = filledEmails(patch.emails);
  if (patch.addresses) next.addresses = filledAddresses(patch.addresses);
  if (patch.bankAccounts) next.bankAccounts = filledAccounts(patch.bankAccounts);
  if (patch.name !== undefined) next.nameKey = nameKey(patch.name);
  for (const field of ['inn', 'kpp', 'ogrn'] as const) {
    const value = patch[field];
    if (value !== undefined) next[field] = normalizeDigits(value);
  }
  if (patch.addresses !== undefined && patch.city === undefined) {
    const city = cityOf(patch.addresses);
    const followed = before.city === '' || before.city === cityOf(before.addresses);
    if (followed) next.city = city === '' && before.addresses.length === 0 ? before.city : city;
  }
  return next;
}

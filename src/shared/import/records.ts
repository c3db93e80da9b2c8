import { type Client, emptySignatory, type Phone } from '../clients/schema';
import type { Contact } from '../contacts/schema';
import { phoneKey } from '../domain/phones/phones';
import { nameKey, splitLegalForm } from '../domain/requisites/legal-forms';
import { equal } from '../lib/merge';
import type { Patch, recordFields } from '../lib/schema';
import type { ImportedClient, ImportedContact, ImportedEmail, ImportedPhone, ImportField } from './fields';

type Stamps = keyof typeof recordFields;

/** A client without stamps. */
export type ClientFields = Omit<Client, Stamps>;
/** A contact without stamps and without its client. */
export type ContactFields = Omit<Contact, Stamps | 'clientId'>;

/** What every row of an import gets besides its own values. */
export interface ImportedDefaults {
  /** The responsible user's id, or ''. */
  readonly ownerId: string;
  /** A tag for all, or ''. */
  readonly tag: string;
}

/** Ids of list items: unique inside the record is enough, since an imported record is new. */
const withIds = <T extends ImportedPhone | ImportedEmail>(items: readonly T[]) =>
  items.map((item, index) => ({ id: `i${index + 1}`, ...item }));

/** A row's client as a whole record. The legal form leaves the name; all values are kept. */
export function clientFields(from: ImportedClient, defaults: ImportedDefaults): ClientFields {
  const { form, rest } = splitLegalForm(from.name);
  const tags = new Map([...from.tags, defaults.tag].filter(Boolean).map((tag) => [tag.toLowerCase(), tag]));
  const hasAddress = [from.address, from.region, from.postalCode].some((text) => text !== '');
  const hasAccount = [from.bik, from.bankName, from.corrAccount, from.account].some((text) => text !== '');
  return {
    kind: from.kind,
    name: rest || from.name,
    fullName: from.fullName === from.name ? '' : from.fullName,
    legalForm: form ?? '',
    nameKey: nameKey(from.name),
    inn: from.inn,
    kpp: from.kpp,
    ogrn: from.ogrn,
    bankAccounts: hasAccount
      ? [
          {
            id: 'i1',
            bik: from.bik,
            bankName: from.bankName,
            corrAccount: from.corrAccount,
            account: from.account,
          },
        ]
      : [],
    phones: withIds(from.phones),
    emails: withIds(from.emails),
    addresses: hasAddress
      ? [
          {
            id: 'i1',
            kind: 'actual',
            text: from.address,
            city: from.city,
            region: from.region,
            postalCode: from.postalCode,
          },
        ]
      : [],
    site: from.site,
    signatory: emptySignatory,
    status: from.status || 'potential',
    ownerId: defaults.ownerId,
    tags: [...tags.values()].slice(0, 100),
    source: from.source,
    city: from.city,
    timeZone: '',
    doNotCall: false,
    about: from.notes,
    birthday: from.birthday,
    archivedAt: '',
  };
}

/** A row's contact person as a record that still has no client. */
export function contactFields(from: ImportedContact): ContactFields {
  return {
    name: from.name,
    nameKey: nameKey(from.name),
    position: from.position,
    role: 'other',
    phones: withIds(from.phones),
    emails: withIds(from.emails),
    birthday: from.birthday,
    comment: '',
  };
}

const fillable = [
  'fullName',
  'legalForm',
  'inn',
  'kpp',
  'ogrn',
  'site',
  'source',
  'city',
  'about',
  'birthday',
  'ownerId',
] as const;

const phoneName = ({ e164, raw, ext }: Phone): string =>
  e164 === '' ? `raw:${raw}` : `${phoneKey(e164)}/${ext}`;

/** The list with the other's items that it lacks, under new ids; the list itself when it lacks none. */
function joined<T extends { readonly id: string }>(
  own: readonly T[],
  others: readonly T[],
  nameOf: (item: T) => string,
  newId: () => string,
  limit: number,
): readonly T[] {
  const known = new Set(own.map(nameOf));
  const missing = others.filter((item) => !known.has(nameOf(item)));
  if (missing.length === 0) return own;
  return [...own, ...missing.map((item) => ({ ...item, id: newId() }))].slice(0, limit);
}

function changedOnly<T extends object>(before: T, after: Partial<T>): Partial<T> {
  const changed = Object.entries(after).filter(([field, value]) => !equal(before[field as keyof T], value));
  return Object.fromEntries(changed) as Partial<T>;
}

/**
 * What a row adds to a client that is there already: empty fields are filled, missing phones, e-mails and tags added;
 * nothing is overwritten.
 * @returns the changed fields only, each whole
 */
export function fillClient(client: Client, from: ClientFields, newId: () => string): Patch<Client> {
  const texts: { -readonly [F in (typeof fillable)[number]]?: string } = {};
  // A КПП belongs to its ИНН: one without the other's would be somebody else's.
  const foreign = client.inn !== '' && from.inn !== '' && client.inn !== from.inn;
  for (const field of fillable) {
    if (foreign && ['inn', 'kpp', 'ogrn'].includes(field)) continue;
    if (client[field] === '' && from[field] !== '') texts[field] = from[field];
  }
  const known = new Set(client.tags.map((tag) => tag.toLowerCase()));
  const tags = from.tags.filter((tag) => !known.has(tag.toLowerCase()));
  return changedOnly<Client>(client, {
    ...texts,
    phones: [...joined(client.phones, from.phones, phoneName, newId, 50)],
    emails: [...joined(client.emails, from.emails, ({ value }) => value.toLowerCase(), newId, 50)],
    addresses: client.addresses.length > 0 ? client.addresses : from.addresses,
    bankAccounts: [
      ...joined(client.bankAccounts, from.bankAccounts, ({ bik, account }) => `${bik}/${account}`, newId, 20),
    ],
    tags: [...client.tags, ...tags].slice(0, 100),
  });
}

/** What a row adds to a contact that is there already; see {@link fillClient}. */
export function fillContact(contact: Contact, from: ContactFields, newId: () => string): Patch<Contact> {
  return changedOnly<Contact>(contact, {
    position: contact.position || from.position,
    birthday: contact.birthday || from.birthday,
    phones: [...joined(contact.phones, from.phones, phoneName, newId, 50)],
    emails: [...joined(contact.emails, from.emails, ({ value }) => value.toLowerCase(), newId, 50)],
  });
}

/** A value of a row that filling did not take over. */
export interface LeftOut {
  readonly field: ImportField;
  readonly value: string;
}

const compared = [
  ['fullName', 'client.fullName'],
  ['inn', 'client.inn'],
  ['kpp', 'client.kpp'],
  ['ogrn', 'client.ogrn'],
  ['site', 'client.site'],
  ['source', 'client.source'],
  ['city', 'client.city'],
  ['about', 'client.notes'],
] as const;

/** Two texts that say the same to a person. */
const alike = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** What {@link fillClient} does not take over from a row, since the client has something else there. */
export function leftOutOfClient(client: Client, from: ClientFields): LeftOut[] {
  const found: LeftOut[] = [];
  if (from.nameKey !== client.nameKey) found.push({ field: 'client.name', value: from.name });
  for (const [field, target] of compared) {
    const foreign =
      field === 'kpp' || field === 'ogrn'
        ? client.inn !== '' && from.inn !== '' && client.inn !== from.inn
        : false;
    const differs = from[field] !== '' && !alike(from[field], client[field]);
    if (differs && (client[field] !== '' || foreign)) found.push({ field: target, value: from[field] });
  }
  if (from.birthday !== '' && client.birthday !== '' && from.birthday !== client.birthday)
    found.push({ field: 'contact.birthday', value: from.birthday });
  if (client.addresses.length > 0)
    for (const { text, region, postalCode } of from.addresses) {
      const known = client.addresses.some((other) => alike(other.text, text) && alike(other.region, region));
      const value = [postalCode, region, text].filter(Boolean).join(', ');
      if (!known) found.push({ field: 'client.address', value });
    }
  return found;
}

/** The same of {@link fillContact}. */
export function leftOutOfContact(contact: Contact, from: ContactFields): LeftOut[] {
  const differs = from.position !== '' && contact.position !== '' && !alike(from.position, contact.position);
  return differs ? [{ field: 'contact.position', value: from.position }] : [];
}

/**
 * Takes a filling back, as far as nobody has worked on it since: a field that still has the import's value gets its
 * former one; a list that was changed since loses only the items the import added.
 */
export function unfill(
  record: Readonly<Record<string, unknown>>,
  { before, after }: { readonly before: Record<string, unknown>; readonly after: Record<string, unknown> },
): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(after)) {
    const now = record[field];
    const former = before[field];
    if (equal(now, value)) patch[field] = former;
    else if (Array.isArray(now) && Array.isArray(value) && Array.isArray(former)) {
      const added = new Set(value.map(itemName).filter((name) => !former.map(itemName).includes(name)));
      patch[field] = now.filter((item) => !added.has(itemName(item)));
    }
  }
  return patch;
}

const itemName = (item: unknown): string =>
  typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : String(item);

import { type Static, Type } from 'typebox';
import { DateOnly, Instant, OneOf, Reference, recordFields, Strict, Text } from '../lib/schema';

export const clientKinds = ['company', 'entrepreneur', 'person'] as const;
export const clientStatuses = ['potential', 'active', 'regular', 'lost'] as const;
export const phoneLabels = ['work', 'mobile', 'home', 'fax', 'other'] as const;
export const emailLabels = ['work', 'home', 'other'] as const;
export const addressKinds = ['legal', 'actual', 'postal', 'delivery'] as const;
export const genders = ['', 'male', 'female'] as const;

/** A phone as typed and, where it could be understood, in E.164. `id` keeps set merges stable. */
export const Phone = Strict({
  id: Text(40),
  raw: Text(120),
  e164: Text(20),
  ext: Text(12),
  label: OneOf(phoneLabels),
});

export const Email = Strict({ id: Text(40), value: Text(254), label: OneOf(emailLabels) });

export const Address = Strict({
  id: Text(40),
  kind: OneOf(addressKinds),
  text: Text(1000),
  city: Text(120),
  region: Text(120),
  postalCode: Text(12),
});

export const BankAccount = Strict({
  id: Text(40),
  bik: Text(20),
  bankName: Text(300),
  corrAccount: Text(40),
  account: Text(40),
});

/** Who signs for a party; the genitive forms are kept once a person has corrected them. */
export const Signatory = Strict({
  position: Text(300),
  fullName: Text(300),
  gender: OneOf(genders),
  positionGenitive: Text(300),
  fullNameGenitive: Text(300),
  /** «Устава», «доверенности № 5 от 01.02.2026» in the genitive. */
  basis: Text(300),
});

/** Requisites shared by clients and our own organisation. */
export const requisiteFields = {
  kind: OneOf(clientKinds),
  /** Short name as people say it: «Ромашка», «Иванов И. И.». */
  name: Text(10_000),
  /** Full legal name: «Общество с ограниченной ответственностью «Ромашка»». */
  fullName: Text(10_000),
  /** Legal form: «ООО», «АО», «ИП», or ''. */
  legalForm: Text(60),
  inn: Text(20),
  kpp: Text(20),
  ogrn: Text(20),
  bankAccounts: Type.Array(BankAccount, { maxItems: 20 }),
  phones: Type.Array(Phone, { maxItems: 50 }),
  emails: Type.Array(Email, { maxItems: 50 }),
  addresses: Type.Array(Address, { maxItems: 20 }),
  site: Text(500),
  signatory: Signatory,
};

export const Client = Strict({
  ...recordFields,
  ...requisiteFields,
  /** Folded name for sorting and duplicates: see `nameKey` in requisites/legal-forms. */
  nameKey: Text(200),
  status: OneOf(clientStatuses),
  /** The responsible user's id, or ''. */
  ownerId: Reference,
  tags: Type.Array(Text(60), { maxItems: 100 }),
  source: Text(120),
  /** City shown in lists: of the actual, else the legal address. */
  city: Text(120),
  /** IANA zone set by hand, or ''. */
  timeZone: Text(60),
  /** «Не звонить»: wins over everything. */
  doNotCall: Type.Boolean(),
  about: Text(100_000),
  birthday: DateOnly,
  archivedAt: Instant,
});

export type Client = Static<typeof Client>;
export type ClientKind = Client['kind'];
export type ClientStatus = Client['status'];
export type Phone = Static<typeof Phone>;
export type Email = Static<typeof Email>;
export type Address = Static<typeof Address>;
export type BankAccount = Static<typeof BankAccount>;
export type Signatory = Static<typeof Signatory>;

/** An empty signatory, for new records. */
export const emptySignatory: Signatory = {
  position: '',
  fullName: '',
  gender: '',
  positionGenitive: '',
  fullNameGenitive: '',
  basis: '',
};

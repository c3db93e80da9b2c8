import type { ClientKind, ClientStatus, emailLabels, phoneLabels } from '../clients/schema';

/** What a column can be. A row makes a client, a contact person of it, or both. */
export const importFields = [
  'client.name',
  'client.fullName',
  'client.kind',
  'client.inn',
  'client.kpp',
  'client.ogrn',
  'client.phones',
  'client.emails',
  'client.address',
  'client.city',
  'client.region',
  'client.postalCode',
  'client.site',
  'client.tags',
  'client.status',
  'client.source',
  'client.responsible',
  'client.notes',
  'client.bik',
  'client.bankName',
  'client.corrAccount',
  'client.account',
  'contact.name',
  'contact.lastName',
  'contact.firstName',
  'contact.middleName',
  'contact.position',
  'contact.phones',
  'contact.emails',
  'contact.birthday',
] as const;

export type ImportField = (typeof importFields)[number];

/** `rest`: a line «header: value» in the notes, so that nothing is lost. `''`: not taken. */
export type ColumnTarget = ImportField | 'rest' | '';

/** Index = column of the file. */
export type Mapping = readonly ColumnTarget[];

/** True for a text that is a target: what comes back from the screen or from memory must be looked at. */
export function isColumnTarget(text: string): text is ColumnTarget {
  return text === '' || text === 'rest' || importFields.some((field) => field === text);
}

/** A mapping that comes from outside; what is no target is not taken. */
export const mappingOf = (columns: readonly string[]): Mapping =>
  columns.map((target) => (isColumnTarget(target) ? target : ''));

/** Whether a mapping can make a record at all. */
export function namesSomebody(mapping: Mapping): boolean {
  return mapping.some((target) => /^client\.(name|fullName|phones|emails)$|^contact\./.test(target));
}

export interface ImportedPhone {
  readonly raw: string;
  /** `''` where the number could not be understood: it is kept as typed. */
  readonly e164: string;
  readonly ext: string;
  readonly label: (typeof phoneLabels)[number];
}

export interface ImportedEmail {
  readonly value: string;
  readonly label: (typeof emailLabels)[number];
}

/** A client as far as a row tells: absent text is `''`, absent list `[]`. Lengths fit the client's schema. */
export interface ImportedClient {
  readonly kind: ClientKind;
  readonly name: string;
  readonly fullName: string;
  readonly inn: string;
  readonly kpp: string;
  readonly ogrn: string;
  readonly phones: readonly ImportedPhone[];
  readonly emails: readonly ImportedEmail[];
  readonly address: string;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  readonly site: string;
  readonly tags: readonly string[];
  /** `''` when the row does not say. */
  readonly status: ClientStatus | '';
  readonly source: string;
  /** The responsible person's name as written, not an id. */
  readonly responsible: string;
  readonly notes: string;
  readonly bik: string;
  readonly bankName: string;
  readonly corrAccount: string;
  readonly account: string;
  /** Of a client who is a person; `YYYY-MM-DD` or `''`. */
  readonly birthday: string;
}

/** A contact person of the row's client. */
export interface ImportedContact {
  readonly name: string;
  readonly position: string;
  readonly phones: readonly ImportedPhone[];
  readonly emails: readonly ImportedEmail[];
  readonly birthday: string;
}

/** Why a row, or a value in it, is not as it should be. Codes are stable; sentences are elsewhere. */
const rowIssueCodes = [
  'row-no-name',
  'row-too-many-cells',
  'row-too-long',
  'row-quote-unclosed',
  'row-refused',
  'card-unclosed',
  'name-from-contact',
  'text-cut',
  'text-cleaned',
  'text-undecodable',
  'list-cut',
  'number-damaged',
  'phone-unreadable',
  'phone-local',
  'email-invalid',
  'date-invalid',
  'date-ambiguous',
  'birthday-impossible',
  'kind-unknown',
  'status-unknown',
  'inn-invalid',
  'kpp-invalid',
  'ogrn-invalid',
  'bik-invalid',
  'account-invalid',
  'corr-account-invalid',
  'zero-restored',
  'duplicate-in-file',
  'duplicate-in-base',
  'possible-skipped',
  'filled-known',
  'contact-added',
  'not-taken-over',
  'responsible-unknown',
  'kept-in-notes',
  'picture-left-out',
  'row-totals',
  'row-repeats-header',
  'amount-unreadable',
  'amount-negative',
  'number-unreadable',
  'value-unknown',
  'name-unknown',
  'client-unknown',
  'client-missing',
  'stage-unknown',
  'deal-lost-no-reason',
  'record-in-file',
  'record-in-base',
] as const;

export type RowIssueCode = (typeof rowIssueCodes)[number];

/** A remark on a row. An `invalid` one keeps the row out; a `warning` does not. */
export interface RowIssue {
  readonly code: RowIssueCode;
  /** Index of the column, or -1 for the row as a whole. */
  readonly column: number;
  /** The value in question, at most 200 characters. */
  readonly value: string;
  readonly severity: 'warning' | 'invalid';
}

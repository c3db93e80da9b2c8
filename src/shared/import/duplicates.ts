import type { ClientKind } from '../clients/schema';
import { phoneKey } from '../domain/phones/phones';
import { isValidInn } from '../domain/requisites/inn';
import { foldText, nameKey } from '../domain/requisites/legal-forms';
import type { ImportedContact } from './fields';
import { HashTable, hashText } from './hash';

/** What a client is compared by; a row's, or one read from the database. */
export interface ComparedClient {
  /** Left out, it is taken for a company. */
  readonly kind?: ClientKind;
  readonly name: string;
  readonly inn: string;
  readonly kpp: string;
  readonly phones: readonly { readonly e164: string }[];
  readonly emails: readonly { readonly value: string }[];
  readonly city?: string;
}

/** What two records have in common; only ИНН with КПП is an identity. `inn-alone`: which of several branches is open. */
const sharedFacts = [
  'inn',
  'inn-alone',
  'name-phone',
  'name-email',
  'phone',
  'email',
  'name-city',
  'name',
] as const;
export type SharedFact = (typeof sharedFacts)[number];

/** `sure`: the same ИНН and КПП; `hint`: anything else, which a person has to judge. */
export type DuplicateStrength = 'sure' | 'hint';

const nameOf = (name: string): string => nameKey(name) || foldText(name).slice(0, 200);

const reachKeys = (record: Pick<ComparedClient, 'phones' | 'emails'>): string[] => [
  ...record.phones.filter(({ e164 }) => e164 !== '').map(({ e164 }) => `phone:${phoneKey(e164)}`),
  ...record.emails.map(({ value }) => `email:${value.toLowerCase()}`),
];

/** An ИНН with wrong digits, or «нет» in its place, names nobody. */
const identityOf = ({ inn }: Pick<ComparedClient, 'inn'>): string => (isValidInn(inn) ? inn : '');

/**
 * Keys to look a client up by, the surest first, each `fact:value`: `inn:<ИНН>/<КПП>` (branches share an ИНН), the
 * name with a phone or an e-mail, `phone:<last ten digits>`, `email:<lower case>`, the name with the city, the name.
 * All but the first are hints: colleagues share an office phone, and every town has its «Столовая № 1». A person with
 * a phone or an e-mail has no key of the name alone: namesakes are many.
 */
export function duplicateKeys(client: ComparedClient): string[] {
  const inn = identityOf(client);
  const reach = reachKeys(client);
  const name = nameOf(client.name);
  const city = foldText(client.city ?? '');
  const alone = client.kind === 'person' && reach.length > 0 ? [] : [`name:${name}`];
  return [
    ...new Set([
      ...(inn === '' ? [] : [`inn:${inn}/${client.kpp}`]),
      ...reach.map((key) => `name-${key}/${name}`),
      ...reach,
      ...(alone.length > 0 && city !== '' ? [`name-city:${city}/${name}`] : []),
      ...alone,
    ]),
  ];
}

/** A row is looked up in the database, in the file, and then remembered: its keys are worked out once. */
const known = new WeakMap<ComparedClient, readonly string[]>();

function keysOf(client: ComparedClient): readonly string[] {
  let keys = known.get(client);
  if (keys === undefined) {
    keys = duplicateKeys(client);
    known.set(client, keys);
  }
  return keys;
}

/** Tells a contact among those of one client: by the name, since colleagues share phones. */
export const contactKey = (contact: Pick<ImportedContact, 'name'>): string => nameOf(contact.name);

/** Whether two contacts of one client are one person: of one name, and not born on different days. */
export function isSameContact(
  a: Pick<ImportedContact, 'name' | 'birthday'>,
  b: Pick<ImportedContact, 'name' | 'birthday'>,
): boolean {
  const apart = a.birthday !== '' && b.birthday !== '' && a.birthday !== b.birthday;
  return !apart && contactKey(a) === contactKey(b);
}

/** The fact a key of {@link duplicateKeys} is about. */
export function factOf(key: string): SharedFact {
  const fact = key.slice(0, key.indexOf(':'));
  return sharedFacts.find((known) => known === fact) ?? 'name';
}

/** Whether two clients may be one: different ИНН, or one ИНН with two КПП, say no. */
export function mayBeSame(
  a: Pick<ComparedClient, 'inn' | 'kpp'>,
  b: Pick<ComparedClient, 'inn' | 'kpp'>,
): boolean {
  if (a.inn === '' || b.inn === '') return true;
  return a.inn === b.inn && (a.kpp === b.kpp || a.kpp === '' || b.kpp === '');
}

/** An earlier row that is probably the same client. */
export interface FileDuplicate {
  /** What was given with the earlier row, such as its line. */
  readonly mark: number;
  readonly strength: DuplicateStrength;
  readonly by: SharedFact;
}

/** Entries kept: about 100 MB at most. Rows beyond are compared with these only. */
const MAX_KEYS = 4_000_000;

/** Finds clients that occur twice in one file. Keeps hashes, not texts, so that a file of any size fits. */
export class InFileDuplicates {
  private readonly table: HashTable;
  private isFull = false;

  constructor(maxKeys = MAX_KEYS) {
    this.table = new HashTable(maxKeys);
  }

  /** True once rows are no longer remembered. */
  get full(): boolean {
    return this.isFull;
  }

  /**
   * Looks a row's client up among the earlier ones and remembers it, unless it is surely one of them.
   * @param mark whole number below 2^32 to know the row by, such as its line or its place among the new clients
   */
  add(client: ComparedClient, mark: number): FileDuplicate | null {
    const found = this.find(client);
    if (found?.strength !== 'sure') this.remember(client, mark);
    return found;
  }

  /** Looks up without remembering. */
  find(client: ComparedClient): FileDuplicate | null {
    const inn = identityOf(client);
    if (inn !== '') {
      const found = this.findByInn(inn, client.kpp);
      if (found) return found;
    }
    for (const key of keysOf(client)) {
      if (key.startsWith('inn:')) continue;
      // Both having an ИНН it is another one, or it would have been found above.
      const mark = this.markOf(inn === '' ? key : `no-inn:${key}`);
      if (mark !== undefined) return { mark, strength: 'hint', by: factOf(key) };
    }
    return null;
  }

  /** Remembers a client; of several with one key the first is found. */
  remember(client: ComparedClient, mark: number): void {
    const keys = [...keysOf(client)];
    const inn = identityOf(client);
    if (inn === '') keys.push(...keys.map((key) => `no-inn:${key}`));
    else keys.push(this.markOf(`inn-any:${inn}`) === undefined ? `inn-any:${inn}` : `inn-many:${inn}`);
    for (const key of keys) if (!this.table.add(hashText(key), mark)) this.isFull = true;
  }

  /** One КПП left out fits every other, as long as there is only one client of this ИНН. */
  private findByInn(inn: string, kpp: string): FileDuplicate | null {
    const exact = this.markOf(`inn:${inn}/${kpp}`);
    if (exact !== undefined) return { mark: exact, strength: 'sure', by: 'inn' };
    const mark = this.markOf(kpp === '' ? `inn-any:${inn}` : `inn:${inn}/`);
    if (mark === undefined) return null;
    if (this.markOf(`inn-many:${inn}`) === undefined) return { mark, strength: 'sure', by: 'inn' };
    return { mark, strength: 'hint', by: 'inn-alone' };
  }

  private markOf(key: string): number | undefined {
    return this.table.get(hashText(key));
  }
}

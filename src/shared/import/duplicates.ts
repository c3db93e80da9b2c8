import type { ClientKind } from '../clients/schema';
import { phoneKey } from '../phones/phones';
import { foldText, nameKey } from '../requisites/legal-forms';
import type { ImportedContact } from './fields';
import { HashTable, hashText } from './hash';

/** What a client is compared by; a row's, or one read from the base. */
export interface ComparedClient {
  /** Left out, it is taken for a company. */
  readonly kind?: ClientKind;
  readonly name: string;
  readonly inn: string;
  readonly kpp: string;
  readonly phones: readonly { readonly e164: string }[];
  readonly emails: readonly { readonly value: string }[];
}

/** `sure`: ИНН and КПП; `strong`: a phone or an e-mail; `weak`: the name alone. */
export type DuplicateStrength = 'sure' | 'strong' | 'weak';

const nameOf = (name: string): string => nameKey(name) || foldText(name).slice(0, 200);

const reachKeys = (record: Pick<ComparedClient, 'phones' | 'emails'>): string[] => [
  ...record.phones.filter(({ e164 }) => e164 !== '').map(({ e164 }) => `phone:${phoneKey(e164)}`),
  ...record.emails.map(({ value }) => `email:${value.toLowerCase()}`),
];

/**
 * Keys to look a client up by, the surest first, each `kind:value`:
 * `inn:<ИНН>/<КПП>` (branches share an ИНН; an empty КПП fits every one), `phone:<last ten digits>`,
 * `email:<lower case>`, `name:<nameKey>`. A person with a phone or an e-mail has no key of the name: namesakes are
 * many, and the number tells them apart. Records of two different ИНН are never duplicates, whatever else they share.
 */
export function duplicateKeys(client: ComparedClient): string[] {
  const inn = client.inn === '' ? [] : [`inn:${client.inn}/${client.kpp}`];
  const reach = reachKeys(client);
  const name = client.kind === 'person' && reach.length > 0 ? [] : [`name:${nameOf(client.name)}`];
  return [...new Set([...inn, ...reach, ...name])];
}

/** Keys that tell a contact among those of one client. */
export function contactKeys(contact: Pick<ImportedContact, 'name' | 'phones' | 'emails'>): string[] {
  return [...new Set([...reachKeys(contact), `name:${nameOf(contact.name)}`])];
}

/** How much a key of {@link duplicateKeys} proves. */
export function strengthOf(key: string): DuplicateStrength {
  if (key.startsWith('inn:')) return 'sure';
  return key.startsWith('name:') ? 'weak' : 'strong';
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
   * Looks a row's client up among the earlier ones and remembers it when it is new.
   * @param mark whole number below 2^32 to know the row by, such as its line or its place among the new clients
   */
  add(client: ComparedClient, mark: number): FileDuplicate | null {
    const found = this.find(client);
    if (found === null) this.remember(client, mark);
    return found;
  }

  /** Looks up without remembering. */
  find(client: ComparedClient): FileDuplicate | null {
    const { inn, kpp } = client;
    if (inn !== '') {
      const mark =
        this.markOf(`inn:${inn}/${kpp}`) ?? this.markOf(kpp === '' ? `inn-any:${inn}` : `inn:${inn}/`);
      if (mark !== undefined) return { mark, strength: 'sure' };
    }
    for (const key of duplicateKeys(client)) {
      if (key.startsWith('inn:')) continue;
      // Both having an ИНН it is another one, or it would have been found above.
      const mark = this.markOf(inn === '' ? key : `no-inn:${key}`);
      if (mark !== undefined) return { mark, strength: strengthOf(key) };
    }
    return null;
  }

  private markOf(key: string): number | undefined {
    return this.table.get(hashText(key));
  }

  private remember(client: ComparedClient, mark: number): void {
    const keys = duplicateKeys(client);
    if (client.inn === '') keys.push(...keys.map((key) => `no-inn:${key}`));
    else keys.push(`inn-any:${client.inn}`);
    for (const key of keys) if (!this.table.add(hashText(key), mark)) this.isFull = true;
  }
}

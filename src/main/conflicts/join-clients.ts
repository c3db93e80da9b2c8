import { filledEmails, filledPhones } from '@shared/clients/rules';
import type { Client } from '@shared/clients/schema';
import type { CollectionName } from '@shared/collections';
import { bothTexts } from '@shared/conflicts/rules';
import { clientFieldOf, entityOf, kindsWith } from '@shared/kinds';
import { equal } from '@shared/lib/merge';
import { AppError } from '@shared/lib/result';
import type { DataContext } from '../data/context';
import { fieldSql } from '../fields/columns';
import { table } from '../reader/reader';
import { changeRecord } from '../records/change-record';
import { parseStored } from '../store/sqlite-storage/stored';

type Lists = 'phones' | 'emails' | 'addresses' | 'bankAccounts';

/** By what two elements of a list are the same, whatever their ids. */
const sameBy: { readonly [L in Lists]: (element: Client[L][number]) => string } = {
  phones: ({ e164, raw, ext }) => `${e164 || raw.replace(/\D/g, '')}:${ext}`,
  emails: ({ value }) => value.trim().toLowerCase(),
  addresses: ({ kind, text }) => `${kind}:${text.trim().toLowerCase()}`,
  bankAccounts: ({ account, bik }) => `${bik}:${account}`,
};

/** Plain fields that the kept client takes over when it has none. */
const taken = [
  ...['fullName', 'legalForm', 'inn', 'kpp', 'ogrn', 'site', 'source', 'timeZone', 'birthday', 'ownerId'],
] as const satisfies readonly (keyof Client)[];

/**
 * What the kept client gains from the other: what it lacks, the elements of lists it does not have, both texts.
 * A field both hold stays as the kept client has it; the other record itself stays in the recycle bin.
 */
function gained(keep: Client, other: Client): Partial<Client> {
  const next: Record<string, unknown> = {};
  for (const field of taken) if (keep[field] === '' && other[field] !== '') next[field] = other[field];
  for (const list of ['phones', 'emails', 'addresses', 'bankAccounts'] as const) {
    const key = sameBy[list] as (element: object) => string;
    const known = new Set(keep[list].map(key));
    const added = other[list].filter((element) => !known.has(key(element)));
    if (added.length > 0) next[list] = [...keep[list], ...added];
  }
  next.phones &&= filledPhones(next.phones as Client['phones']);
  next.emails &&= filledEmails(next.emails as Client['emails']);
  const tags = [...new Set([...keep.tags, ...other.tags])];
  if (tags.length > keep.tags.length) next.tags = tags;
  if (other.about.trim() !== '' && !keep.about.includes(other.about.trim())) {
    next.about = keep.about.trim() === '' ? other.about : bothTexts(keep.about, other.about);
  }
  if (keep.signatory.fullName === '' && other.signatory.fullName !== '') next.signatory = other.signatory;
  // A wish not to be called is never lost.
  if (other.doNotCall && !keep.doNotCall) next.doNotCall = true;
  return Object.fromEntries(
    Object.entries(next).filter(([field, value]) => !equal(value, keep[field as keyof Client])),
  );
}

/**
 * Joins two clients that are one. What hangs on the other moves first and the other goes last: a power cut in between
 * leaves both, and joining again finishes the work.
 * @throws AppError `not-found`
 */
export async function joinClients(context: DataContext, keepId: string, otherId: string): Promise<void> {
  const { records } = context;
  const [keep, other] = await Promise.all([records.get('clients', keepId), records.get('clients', otherId)]);
  // Asked before anything moves: half a join would be worse than none.
  if (!(await records.mayEdit('clients', { before: { ...other }, after: undefined }))) {
    throw new AppError('not-yours');
  }
  const patch = gained(keep, other);
  if (Object.keys(patch).length > 0) await changeRecord(context, 'clients', keepId, patch);
  for (const kind of kindsWith('belongsTo')) await moveAll(context, kind, keepId, otherId);
  await records.remove('clients', otherId);
}

/** Moves whatever of a kind belongs to one client to another. */
async function moveAll(
  { db, records }: DataContext,
  kind: CollectionName,
  keepId: string,
  otherId: string,
): Promise<void> {
  const { oncePerClient } = entityOf(kind);
  const own = (clientId: string) =>
    db
      .all(
        `SELECT data FROM ${table(kind)} WHERE deleted = 0 AND ${fieldSql(kind, clientFieldOf(kind))} = ?`,
        [clientId],
      )
      .map(([data]) => parseStored<Fields>(data));
  const there = new Set(oncePerClient ? own(keepId).map((record) => record[oncePerClient]) : []);
  for (const record of own(otherId)) {
    const id = String(record.id);
    if (oncePerClient && there.has(record[oncePerClient])) await records.remove(kind, id);
    else await records.change(kind, id, movedTo(kind, record, keepId, otherId) as never);
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** The record's client, and what else of it names the client as that to which it is attached. */
function movedTo(kind: CollectionName, record: Fields, keepId: string, otherId: string): Fields {
  const attached = Object.entries(entityOf(kind).fields).filter(
    ([name, { kindIn }]) => kindIn !== undefined && record[kindIn] === 'clients' && record[name] === otherId,
  );
  return {
    [clientFieldOf(kind)]: keepId,
    ...Object.fromEntries(attached.map(([name]) => [name, keepId])),
  };
}

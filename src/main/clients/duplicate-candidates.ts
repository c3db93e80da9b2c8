import type { DuplicateCandidate } from '@shared/clients/contract';
import type { CollectionName } from '@shared/collections';
import { phoneKey } from '@shared/domain/phones/phones';
import { nameKey, normalizeDigits } from '@shared/domain/requisites/requisites';
import { words } from '@shared/search/fold';
import { type Reader, table } from '../reader/reader';
import { isIndexed } from '../search/match';
import { textTableName } from '../store/search-index';
import { parseStored } from '../store/sqlite-storage/stored';

/** As many as a person will look through. */
const most = 5;
/** So many records that share a number are looked at: a switchboard's number may be everyone's. */
const looked = 50;

interface Sought {
  readonly id: string;
  readonly name: string;
  readonly inn: string;
  readonly kpp: string;
  readonly phones?: readonly string[] | undefined;
  readonly emails?: readonly string[] | undefined;
}

/**
 * Living clients with the same ИНН, phone, e-mail or folded name, in this order. Two different КПП under one ИНН are
 * two offices of one company, which is no mistake. Phones and e-mails of contact persons count as their client's.
 */
export function findLookAlikes(reader: Reader, sought: Sought): DuplicateCandidate[] {
  const { id, name, inn, kpp, phones = [], emails = [] } = sought;
  const select = `SELECT id, substr(json_extract(data, '$.name'), 1, 300), c_city, c_inn, json_extract(data, '$.kpp')
    FROM ${table('clients')} WHERE deleted = 0`;
  const found = new Map<string, DuplicateCandidate>();
  const take = (rows: ReturnType<Reader['rows']>, by: DuplicateCandidate['by']) => {
    for (const [otherId, otherName, city, otherInn, otherKpp] of rows) {
      if (by === 'inn' && kpp !== '' && String(otherKpp) !== '' && String(otherKpp) !== normalizeDigits(kpp))
        continue;
      if (found.size >= most || found.has(String(otherId))) continue;
      found.set(String(otherId), {
        id: String(otherId),
        name: String(otherName),
        city: String(city),
        inn: String(otherInn),
        by,
      });
    }
  };
  const takeAll = (ids: readonly string[], by: DuplicateCandidate['by']) => {
    if (ids.length === 0) return;
    const among = `${select} AND id IN (SELECT value FROM json_each(?)) AND id <> ? ORDER BY c_nameKey LIMIT ${looked}`;
    take(reader.rows(among, [JSON.stringify(ids), id]), by);
  };
  const digits = normalizeDigits(inn);
  if (/^\d{10}(\d\d)?$/.test(digits)) {
    take(reader.rows(`${select} AND c_inn = ? AND id <> ? LIMIT 50`, [digits, id]), 'inn');
  }
  takeAll(
    phones.flatMap((phone) => clientsWithPhone(reader, phone)),
    'phone',
  );
  takeAll(
    emails.flatMap((email) => clientsWithEmail(reader, email)),
    'email',
  );
  const key = nameKey(name);
  if (key.length > 1)
    take(reader.rows(`${select} AND c_nameKey = ? AND id <> ? LIMIT 50`, [key, id]), 'name');
  return [...found.values()];
}

/** What of a client or a contact person is compared. */
interface Reached {
  readonly clientId: string;
  readonly phones: readonly { readonly e164: string; readonly raw: string }[];
  readonly emails: readonly { readonly value: string }[];
}

/** A number of ten digits; anything shorter is not typed to its end, or is the same in every town. */
function clientsWithPhone(reader: Reader, phone: string): string[] {
  const key = phoneKey(phone);
  if (key.length < 10) return [];
  return clientsReached(reader, [key], ({ phones }) =>
    phones.some(({ e164, raw }) => phoneKey(e164 || raw) === key),
  );
}

function clientsWithEmail(reader: Reader, email: string): string[] {
  const wanted = email.trim().toLowerCase();
  return clientsReached(reader, words(wanted), ({ emails }) =>
    emails.some(({ value }) => value.trim().toLowerCase() === wanted),
  );
}

/** Ids of the clients that the search knows by all these words and that are meant indeed. */
function clientsReached(
  reader: Reader,
  asked: readonly string[],
  meant: (reached: Reached) => boolean,
): string[] {
  if (asked.length === 0 || !isIndexed(reader)) return [];
  const expression = asked.map((word) => `"${word}"`).join(' AND ');
  const among = (name: CollectionName, clientId: string) => {
    const index = textTableName(table(name), 'search');
    return reader
      .rows(
        `SELECT ${clientId}, d.data ->> '$.phones', d.data ->> '$.emails' FROM
         (SELECT rowid AS rid FROM ${index} WHERE ${index} MATCH ? ORDER BY rowid DESC LIMIT ${looked}) AS f
         CROSS JOIN ${table(name)} AS d ON d.rid = f.rid WHERE +d.deleted = 0`,
        [`x_search : (${expression})`],
      )
      .map(([id, phones, emails]) => ({
        clientId: String(id ?? ''),
        phones: parseStored<Reached['phones']>(phones ?? '[]'),
        emails: parseStored<Reached['emails']>(emails ?? '[]'),
      }));
  };
  return [...among('clients', 'd.id'), ...among('contacts', "d.data ->> '$.clientId'")]
    .filter((one) => one.clientId !== '' && meant(one))
    .map(({ clientId }) => clientId);
}

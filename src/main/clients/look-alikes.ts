import type { LookAlike } from '@shared/clients/contract';
import { nameKey, normalizeDigits } from '@shared/requisites/requisites';
import { type Reader, table } from '../reader/reader';

/** As many as a person will look through. */
const most = 5;

interface Sought {
  readonly id: string;
  readonly name: string;
  readonly inn: string;
  readonly kpp: string;
}

/**
 * Living clients with the same ИНН or the same folded name. Two different КПП under one ИНН are two offices of one
 * company, which is no mistake.
 */
export function findLookAlikes(reader: Reader, { id, name, inn, kpp }: Sought): LookAlike[] {
  const select = `SELECT id, substr(json_extract(data, '$.name'), 1, 300), c_city, c_inn, json_extract(data, '$.kpp')
    FROM ${table('clients')} WHERE deleted = 0`;
  const found = new Map<string, LookAlike>();
  const take = (rows: ReturnType<Reader['rows']>, by: LookAlike['by']) => {
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
  const digits = normalizeDigits(inn);
  if (/^\d{10}(\d\d)?$/.test(digits)) {
    take(reader.rows(`${select} AND c_inn = ? AND id <> ? LIMIT 50`, [digits, id]), 'inn');
  }
  const key = nameKey(name);
  if (key.length > 1)
    take(reader.rows(`${select} AND c_nameKey = ? AND id <> ? LIMIT 50`, [key, id]), 'name');
  return [...found.values()];
}

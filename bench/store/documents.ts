import type { RxDocumentData, RxJsonSchema } from 'rxdb';
import { fillWithDefaultSettings } from 'rxdb';

/** A document of about 550 bytes of JSON, as a client's card without lists is. */
export interface Card {
  id: string;
  name: string;
  status: string;
  city: string;
  inn: string;
  phone: string;
  email: string;
  managerId: string;
  comment: string;
  visits: number;
  updatedAt: string;
}

export type StoredCard = RxDocumentData<Card>;

export const cardSchema: RxJsonSchema<Card> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 26 },
    name: { type: 'string', maxLength: 200 },
    status: { type: 'string', maxLength: 20 },
    city: { type: 'string', maxLength: 100 },
    inn: { type: 'string', maxLength: 12 },
    phone: { type: 'string', maxLength: 20 },
    email: { type: 'string', maxLength: 100 },
    managerId: { type: 'string', maxLength: 26 },
    comment: { type: 'string', maxLength: 2000 },
    visits: { type: 'integer', minimum: 0, maximum: 10_000, multipleOf: 1 },
    updatedAt: { type: 'string', maxLength: 24 },
  },
  required: ['id', 'name', 'status', 'city', 'updatedAt', 'visits'],
  indexes: ['name', ['status', 'name'], 'city', 'updatedAt'],
};

export const storedSchema = fillWithDefaultSettings(cardSchema) as RxJsonSchema<StoredCard>;

export const statuses = ['lead', 'active', 'sleeping', 'lost', 'partner'] as const;
const cities = ['Тула', 'Омск', 'Уфа', 'Пермь', 'Казань', 'Самара', 'Воронеж', 'Ростов-на-Дону'];
const words = ['Север', 'Восток', 'Мир', 'Техно', 'Строй', 'Торг', 'Агро', 'Сервис', 'Пром', 'Лес'];

/** Scattered numbers, the same in every run. */
export function scatter(n: number): number {
  let x = (n + 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

export const idOf = (n: number): string =>
  `01J${String(n).padStart(9, '0')}${String(scatter(n)).padStart(10, '0')}`;

export function card(n: number): Card {
  const s = scatter(n);
  const word = (shift: number) => words[(s >>> shift) % words.length] ?? '';
  return {
    id: idOf(n),
    name: `ООО «${word(0)}${word(4)}-${word(8)} ${s % 100_000}»`,
    status: statuses[s % statuses.length] ?? '',
    city: cities[(s >>> 5) % cities.length] ?? '',
    inn: String(7_700_000_000 + (s % 99_999_999)),
    phone: `+7495${String(s % 10_000_000).padStart(7, '0')}`,
    email: `office${n}@example.ru`,
    managerId: idOf(s % 50),
    comment: 'Просили перезвонить после обеда: закупщик решает по пятницам.',
    visits: s % 10_000,
    updatedAt: new Date(1_750_000_000_000 + (s % 30_000_000) * 1000).toISOString(),
  };
}

export function storedCard(n: number): StoredCard {
  return {
    ...card(n),
    _deleted: false,
    _attachments: {},
    _meta: { lwt: 1_750_000_000_000 + n },
    _rev: '1-benchmarks',
  };
}

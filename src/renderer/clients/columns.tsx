import type { ClientRow } from '@shared/clients/contract';
import { legalName } from '@shared/clients/rules';
import type { Client } from '@shared/clients/schema';
import { formatPhoneQuickly } from '@shared/domain/phones/format-phone';
import { formatShortDate, localDate } from '@shared/lib/dates';
import type { Language } from '@shared/settings/contract';
import type { Texts } from '@shared/texts';
import type { ReactNode } from 'react';
import { systemZone } from '../ui/clock';
import { SyncMarkIcon } from '../ui/SyncMarkIcon';
import type { Column } from '../ui/VirtualTable';

export type ColumnKey = keyof Texts['clients']['columns'];

/** In the order of the list; the name is always shown. */
export const columnKeys: readonly ColumnKey[] = [
  'name',
  'kind',
  'inn',
  'city',
  'phone',
  'email',
  'status',
  'owner',
  'tags',
  'lastCallAt',
  'nextTaskDate',
  'createdAt',
  'updatedAt',
  'mark',
];

/** How a client's state is coloured: to be won, at work, faithful, gone. */
export const statusTones: Readonly<Record<Client['status'], string>> = {
  potential: 'info',
  active: 'primary',
  regular: 'success',
  lost: 'quiet',
};

/** What a person sees before choosing. */
export const usualColumns: readonly ColumnKey[] = [
  'name',
  'city',
  'phone',
  'status',
  'lastCallAt',
  'nextTaskDate',
  'mark',
];

const sortable: ReadonlySet<ColumnKey> = new Set(['name', 'city', 'status', 'createdAt', 'updatedAt']);

/** Which column goes first where there is no room for all: the highest; the name and the phone stay. */
const turns: Readonly<Partial<Record<ColumnKey, number>>> = {
  status: 1,
  nextTaskDate: 2,
  city: 3,
  lastCallAt: 4,
  inn: 5,
  owner: 6,
  email: 7,
  tags: 8,
  kind: 9,
  mark: 10,
  updatedAt: 11,
  createdAt: 12,
};

const widths: Readonly<Record<ColumnKey, string>> = {
  name: 'minmax(170px, 3fr)',
  kind: '130px',
  inn: '130px',
  city: 'minmax(132px, 1fr)',
  phone: '160px',
  email: 'minmax(150px, 1.2fr)',
  status: '130px',
  owner: 'minmax(130px, 1fr)',
  tags: 'minmax(140px, 1.2fr)',
  lastCallAt: '132px',
  nextTaskDate: '138px',
  createdAt: '120px',
  updatedAt: '120px',
  mark: '68px',
};

/** The chosen columns, ready for the table. */
export function columnsOf(
  shown: readonly ColumnKey[],
  { clients }: Texts,
  language: Language,
  today: string,
): Column<ClientRow>[] {
  const zone = systemZone();
  const day = (at: string) => (at === '' ? '' : formatShortDate(localDate(at, zone), language));
  const cells: Readonly<Record<ColumnKey, (row: ClientRow) => ReactNode>> = {
    name: (row) => {
      const name = legalName(row) || clients.noName;
      return (
        <bdi className="strong ellipsis" style={{ display: 'block' }} title={name}>
          {name}
        </bdi>
      );
    },
    kind: (row) => clients.kinds[row.kind],
    inn: (row) => row.inn,
    city: (row) => <span title={row.city}>{row.city}</span>,
    phone: (row) =>
      formatPhoneQuickly({ raw: row.phone, e164: row.phone.startsWith('+') ? row.phone : '', ext: '' }, ''),
    email: (row) => <span title={row.email}>{row.email}</span>,
    status: (row) => (
      <span className={`chip tone-${statusTones[row.status]}`}>{clients.statuses[row.status]}</span>
    ),
    owner: (row) => <span title={row.ownerName}>{row.ownerName}</span>,
    tags: (row) =>
      row.tags.slice(0, 3).map((tag) => (
        <span key={tag} className="chip filled in-cell" title={tag}>
          <span className="ellipsis">{tag}</span>
        </span>
      )),
    lastCallAt: (row) => day(row.lastCallAt),
    nextTaskDate: (row) =>
      row.nextTaskDate === '' ? (
        ''
      ) : (
        <span style={{ color: row.nextTaskDate < today ? 'var(--error)' : undefined }}>
          {formatShortDate(row.nextTaskDate, language)}
        </span>
      ),
    createdAt: (row) => day(row.createdAt),
    updatedAt: (row) => day(row.updatedAt),
    mark: (row) => <SyncMarkIcon mark={row.mark} />,
  };
  return columnKeys
    .filter((key) => key === 'name' || shown.includes(key))
    .map((key) => ({
      key,
      label: clients.columns[key],
      width: widths[key],
      sortable: sortable.has(key),
      cell: cells[key],
      ...(turns[key] === undefined ? {} : { yields: turns[key] }),
      ...(key === 'mark' ? { align: 'center' as const } : {}),
    }));
}

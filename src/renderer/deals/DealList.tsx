import DealIcon from '@mui/icons-material/HandshakeOutlined';
import type { DealFilter, DealRow, DealSort } from '@shared/deals/contract';
import { formatShortDate } from '@shared/lib/dates';
import { formatMoney } from '@shared/lib/money';
import { useState } from 'react';
import { usePagedRows } from '../ipc/use-paged-rows';
import { openOverlay } from '../services/overlays';
import { openRecord } from '../services/records';
import { useLanguage, useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';
import { type Column, VirtualTable } from '../ui/VirtualTable';

interface Props {
  readonly filter: DealFilter;
  readonly moment: { readonly now: string; readonly today: string };
}

/** The deals of a filter, each in a line; any number of them. */
export function DealList({ filter, moment }: Props) {
  const { deals } = useTexts();
  const locale = useLanguage();
  const [sort, setSort] = useState<{ field: DealSort; descending: boolean }>({
    field: 'createdAt',
    descending: true,
  });
  const rows = usePagedRows('deals.window', {
    ...{ filter, sort: sort.field, descending: sort.descending },
    ...moment,
  });
  const { columns: titles } = deals;
  const text = (value: string) => <span title={value}>{value}</span>;
  const columns: readonly Column<DealRow>[] = [
    {
      key: 'title',
      label: titles.title,
      width: 'minmax(170px, 2fr)',
      sortable: true,
      cell: (row) => text(row.title),
    },
    {
      key: 'client',
      label: titles.client,
      width: 'minmax(120px, 1.4fr)',
      cell: (row) => text(row.clientName || deals.card.noClient),
    },
    {
      key: 'stage',
      label: titles.stage,
      width: 'minmax(110px, 1fr)',
      cell: (row) => text(row.stageName || deals.statuses.unknown),
    },
    {
      key: 'amount',
      label: titles.amount,
      width: '140px',
      align: 'right',
      sortable: true,
      cell: (row) =>
        row.amount === 0
          ? '—'
          : formatMoney(row.amount, { currency: row.currency, locale, kopecks: 'hide-zero' }),
    },
    { key: 'probability', label: '%', width: '64px', align: 'right', cell: (row) => `${row.probability}` },
    {
      key: 'expectedClose',
      label: titles.expectedClose,
      width: '110px',
      sortable: true,
      cell: (row) =>
        row.expectedClose === '' ? (
          ''
        ) : (
          <span
            className={row.status === 'open' && row.expectedClose < moment.today ? 'deal-late' : undefined}
          >
            {formatShortDate(row.expectedClose, locale)}
          </span>
        ),
    },
    {
      key: 'next',
      label: titles.next,
      width: 'minmax(120px, 1.2fr)',
      cell: (row) => {
        if (row.status !== 'open') return deals.statuses[row.status];
        if (row.nextDate === '') return <span className="deal-warn">{deals.card.noNext}</span>;
        return (
          <span className={row.nextDate < moment.today ? 'deal-late' : undefined} title={row.nextTitle}>
            {deals.card.next(row.nextTitle, formatShortDate(row.nextDate, locale))}
          </span>
        );
      },
    },
    { key: 'owner', label: titles.owner, width: 'minmax(90px, 0.8fr)', cell: (row) => text(row.ownerName) },
  ];
  return (
    <VirtualTable
      name="deals"
      label={deals.list}
      columns={columns}
      rows={rows}
      sort={sort}
      onSort={({ field, descending }) => setSort({ field: field as DealSort, descending })}
      onOpen={(row) => openRecord('deals', row.id)}
      resetKey={JSON.stringify(filter)}
      empty={
        <EmptyState
          icon={<DealIcon />}
          title={filter.text === '' ? deals.empty : deals.nothing}
          text={filter.text === '' ? deals.emptyText : deals.nothingText}
          action={
            <Button variant="contained" onClick={() => openOverlay({ kind: 'deal' })}>
              {deals.newDeal}
            </Button>
          }
        />
      }
    />
  );
}

import ContractIcon from '@mui/icons-material/HandshakeOutlined';
import InvoiceIcon from '@mui/icons-material/ReceiptLongOutlined';
import { type DocumentFilter, type DocumentRow, noDocumentFilter } from '@shared/documents/contract';
import { documentStatuses, documentTypes } from '@shared/documents/schema';
import { formatShortDate, isIsoDate, localDate } from '@shared/lib/dates';
import { formatMoney } from '@shared/lib/money';
import { type KeyboardEvent, useRef } from 'react';
import { useViewSetting } from '../drafts/use-draft';
import { usePagedRows } from '../ipc/use-paged-rows';
import { useKept } from '../lib/kept';
import { runAction } from '../services/actions';
import { openOverlay } from '../services/overlays';
import { useLanguage, useTexts } from '../services/texts';
import { useHasServer } from '../services/use-has-server';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { nowIso, systemZone } from '../ui/clock';
import { DateField } from '../ui/DateField';
import { EmptyState } from '../ui/EmptyState';
import { TextField } from '../ui/Field';
import { MenuItem } from '../ui/Menu';
import { Page } from '../ui/Page';
import { Select } from '../ui/Select';
import { SyncMarkIcon } from '../ui/SyncMarkIcon';
import { type Column, VirtualTable, type VirtualTableHandle } from '../ui/VirtualTable';
import { type Period, periodDates, periods } from './periods';
import { StatusChip } from './StatusChip';

interface View {
  readonly type: '' | DocumentRow['type'];
  readonly status: '' | DocumentRow['status'];
  readonly period: Period;
  readonly from: string;
  readonly to: string;
}

const everything: View = { type: '', status: '', period: 'all', from: '', to: '' };

function filterOf(view: View, text: string): DocumentFilter {
  const today = localDate(nowIso(), systemZone());
  const dates = view.period === 'own' ? view : periodDates(view.period, today);
  return {
    ...noDocumentFilter,
    types: view.type === '' ? [] : [view.type],
    statuses: view.status === '' ? [] : [view.status],
    from: isIsoDate(dates.from) ? dates.from : '',
    to: isIsoDate(dates.to) ? dates.to : '',
    text,
  };
}

/** «Документы»: every invoice and contract, the newest first. */
export function DocumentsScreen() {
  const { documents, common } = useTexts();
  const locale = useLanguage();
  const [view, setView] = useViewSetting<View>('documents', everything);
  const [text, setText] = useKept('documents:text', '');
  const table = useRef<VirtualTableHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const filter = filterOf(view, text);
  const hasServer = useHasServer();
  const rows = usePagedRows('documents.window', { filter });
  const { columns: titles, filters } = documents;
  const narrowed = text !== '' || JSON.stringify(view) !== JSON.stringify(everything);

  const columns: readonly Column<DocumentRow>[] = [
    {
      key: 'type',
      label: titles.type,
      width: '140px',
      yields: 3,
      cell: (row) => (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          {row.type === 'contract' ? (
            <ContractIcon fontSize="small" color="action" />
          ) : (
            <InvoiceIcon fontSize="small" color="action" />
          )}
          {documents.types[row.type]}
        </Box>
      ),
    },
    { key: 'number', label: titles.number, width: '150px', yields: 2, cell: (row) => row.number || '—' },
    {
      key: 'date',
      label: titles.date,
      width: '100px',
      yields: 4,
      cell: (row) => formatShortDate(row.date, locale),
    },
    {
      key: 'client',
      label: titles.client,
      width: 'minmax(160px, 1fr)',
      cell: (row) => {
        const name = row.clientName || documents.noClient;
        return <span title={name}>{name}</span>;
      },
    },
    {
      key: 'total',
      label: titles.total,
      width: '140px',
      align: 'right',
      cell: (row) => (row.total === 0 ? '—' : formatMoney(row.total, { locale })),
    },
    {
      key: 'status',
      label: titles.status,
      width: '120px',
      yields: 1,
      cell: (row) => <StatusChip status={row.status} />,
    },
    ...(hasServer
      ? [
          {
            key: 'mark',
            label: titles.mark,
            width: '70px',
            yields: 5,
            align: 'center' as const,
            cell: (row: DocumentRow) => <SyncMarkIcon mark={row.mark} />,
          },
        ]
      : []),
  ];

  const clear = () => {
    setView(everything);
    setText('');
  };
  const choice = <K extends 'type' | 'status' | 'period'>(
    field: K,
    label: string,
    options: readonly (readonly [value: View[K], label: string])[],
    width: number,
  ) => (
    <Select
      label={label}
      value={view[field]}
      onChange={(event) => setView({ ...view, [field]: event.target.value })}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      sx={{ width }}
    >
      {options.map(([value, title]) => (
        <MenuItem key={value} value={value}>
          {title}
        </MenuItem>
      ))}
    </Select>
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      search.current?.select();
    }
  };

  return (
    <Box sx={{ height: '100%' }} onKeyDown={onKeyDown}>
      <Page
        title={documents.title}
        note={rows.total === undefined ? undefined : documents.count(rows.total)}
        toolbar={
          <>
            <TextField
              label={filters.text}
              value={text}
              inputRef={search}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'ArrowDown' || event.key === 'Enter') {
                  event.preventDefault();
                  table.current?.focus();
                }
              }}
              slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off' } }}
              sx={{ width: 240 }}
            />
            {choice(
              'type',
              filters.type,
              [
                ['', filters.allTypes],
                ...documentTypes.map((type) => [type, documents.types[type]] as const),
              ],
              160,
            )}
            {choice(
              'status',
              filters.status,
              [
                ['', filters.allStatuses],
                ...documentStatuses.map((status) => [status, documents.statuses[status]] as const),
              ],
              170,
            )}
            {choice(
              'period',
              filters.period,
              periods.map((period) => [period, filters.periods[period]] as const),
              160,
            )}
            {view.period === 'own' && (
              <>
                <Box sx={{ width: 150 }}>
                  <DateField
                    label={common.from}
                    value={view.from}
                    onChange={(from) => setView({ ...view, from })}
                  />
                </Box>
                <Box sx={{ width: 150 }}>
                  <DateField label={common.to} value={view.to} onChange={(to) => setView({ ...view, to })} />
                </Box>
              </>
            )}
            {narrowed && <Button onClick={clear}>{common.clearFilters}</Button>}
          </>
        }
      >
        <VirtualTable
          ref={table}
          name="documents"
          label={documents.list}
          columns={columns}
          rows={rows}
          onOpen={(row) => openOverlay({ kind: 'document', documentId: row.id })}
          resetKey={JSON.stringify(filter)}
          empty={
            narrowed ? (
              <EmptyState
                title={documents.empty.filtered}
                text={documents.empty.filteredText}
                action={<Button onClick={clear}>{common.clearFilters}</Button>}
              />
            ) : (
              <EmptyState
                icon={<InvoiceIcon />}
                title={documents.empty.title}
                text={documents.empty.text}
                action={
                  <Button variant="contained" onClick={() => runAction('go-clients')}>
                    {documents.empty.action}
                  </Button>
                }
              />
            )
          }
        />
      </Page>
    </Box>
  );
}

import EmptyIcon from '@mui/icons-material/GroupsOutlined';
import NothingIcon from '@mui/icons-material/SearchOff';
import { type ClientFilter, clientSorts, noClientFilter } from '@shared/clients/contract';
import { localDate } from '@shared/lib/dates';
import { equal } from '@shared/lib/merge';
import { Suspense, useMemo, useRef, useState } from 'react';
import { useListLook } from '../drafts/use-draft';
import { usePagedRows } from '../ipc/use-paged-rows';
import { runAction } from '../services/actions';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';
import { openOverlay } from '../services/overlays';
import { openRecord } from '../services/records';
import { useLanguage, useTexts } from '../services/texts';
import { useHasServer } from '../services/use-has-server';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { systemZone, useMinute } from '../ui/clock';
import { EmptyState } from '../ui/EmptyState';
import { Page } from '../ui/Page';
import { useFindKey } from '../ui/use-find-key';
import { type TableSort, VirtualTable, type VirtualTableHandle } from '../ui/VirtualTable';
import { ClientListActions } from './ClientListActions';
import { ColumnsMenu } from './ColumnsMenu';
import { type ColumnKey, columnKeys, columnsOf, usualColumns } from './columns';
import { keepClientFilter, lastClientFilter } from './last-filter';

/** What narrows the list comes after its first rows: it is many heavy fields. */
const ClientFilters = lazyWithPrefetch(() => import('./ClientFilters').then((m) => m.ClientFilters));

/** The list of clients, of any length. */
export function ClientsScreen() {
  const texts = useTexts();
  const { clients, common } = texts;
  const language = useLanguage();
  const [filter, setFilter] = useState(lastClientFilter);
  const [storedSort, setSort] = useListLook<TableSort>('clients-sort', {
    field: 'name',
    descending: false,
  });
  const [storedColumns, setColumns] = useListLook<readonly ColumnKey[]>('clients-columns', usualColumns);
  const field = clientSorts.find((one) => one === storedSort.field) ?? 'name';
  const sort = { field, descending: storedSort.descending };
  const rows = usePagedRows('clients.window', { filter, sort });
  const today = localDate(useMinute(), systemZone());
  const hasServer = useHasServer();
  const columns = useMemo(
    () =>
      columnsOf(
        storedColumns.filter((key) => columnKeys.includes(key) && (hasServer || key !== 'mark')),
        texts,
        language,
        today,
      ),
    [storedColumns, texts, language, today, hasServer],
  );
  const search = useRef<HTMLInputElement>(null);
  const table = useRef<VirtualTableHandle>(null);

  const change = (next: ClientFilter) => {
    keepClientFilter(next);
    setFilter(next);
  };
  useFindKey(search);

  const narrowed = !equal(filter, noClientFilter);
  const sifted = !equal({ ...filter, text: '' }, noClientFilter);
  return (
    <Page
      title={clients.title}
      note={rows.total === undefined ? '' : clients.count(rows.total)}
      actions={
        <>
          <ClientListActions filter={filter} onChange={change} />
          <ColumnsMenu shown={storedColumns} onChange={setColumns} />
        </>
      }
      toolbar={
        <Suspense fallback={null}>
          <ClientFilters
            filter={filter}
            onChange={change}
            searchRef={search}
            onDown={() => table.current?.focus()}
          />
        </Suspense>
      }
    >
      <VirtualTable
        ref={table}
        name="clients"
        label={clients.list}
        columns={columns}
        rows={rows}
        sort={sort}
        onSort={setSort}
        onOpen={(row) => openRecord('clients', row.id)}
        resetKey={JSON.stringify(filter)}
        empty={
          narrowed ? (
            <EmptyState
              icon={<NothingIcon />}
              title={sifted ? clients.empty.nothing : clients.empty.notFound}
              text={sifted ? clients.empty.nothingText : clients.empty.notFoundText}
              action={<Button onClick={() => change(noClientFilter)}>{common.clearFilters}</Button>}
            />
          ) : (
            <EmptyState
              icon={<EmptyIcon />}
              title={clients.empty.title}
              text={clients.empty.text}
              action={
                <Box sx={{ display: 'flex', gap: 1 }}>
                  <Button variant="contained" onClick={() => openOverlay({ kind: 'client' })}>
                    {clients.empty.create}
                  </Button>
                  <Button variant="outlined" onClick={() => runAction('go-import')}>
                    {clients.empty.import}
                  </Button>
                </Box>
              }
            />
          )
        }
      />
    </Page>
  );
}

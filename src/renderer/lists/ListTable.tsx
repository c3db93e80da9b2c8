import { fieldTraits } from '@shared/fields/traits';
import type { Filter } from '@shared/filters/schema';
import type { ListedKind, ListRow } from '@shared/lists/contract';
import type { ViewColumn, ViewOrder } from '@shared/views/schema';
import { useValueWords, type ValueWords } from '../history/value-words';
import { usePagedRows } from '../ipc/use-paged-rows';
import { kindIcon, openRecord } from '../services/records';
import { useTexts } from '../services/texts';
import { EmptyState } from '../ui/EmptyState';
import { type Column, VirtualTable } from '../ui/VirtualTable';
import { type ListField, worded } from './use-field-words';

interface Props {
  readonly kind: ListedKind;
  readonly filter: Filter;
  readonly columns: readonly ViewColumn[];
  readonly order: readonly ViewOrder[];
  readonly fields: readonly ListField[];
  readonly moment: { readonly today: string; readonly zone: string };
  readonly onOrder: (order: ViewOrder[]) => void;
}

/** The records of a filter, each in a line; any number of them. */
export function ListTable({ kind, filter, columns, order, fields, moment, onOrder }: Props) {
  const { kinds, lists } = useTexts();
  const shown = columns.flatMap((column) => {
    const field = fields.find(({ path }) => path === column.field);
    return field ? [{ ...field, width: column.width }] : [];
  });
  const rows = usePagedRows('lists.window', {
    ...{ kind, filter, ...moment, columns: shown.map(({ path }) => path), order: [...order] },
  });
  const table: Column<ListRow>[] = shown.map(({ path, label, found, width }, place) => ({
    key: path,
    label,
    width: place === 0 ? `minmax(${width}px, 2fr)` : `minmax(${width}px, 1fr)`,
    ...(place === 0 ? {} : { yields: place }),
    sortable: true,
    ...(fieldTraits[found.field.type].is === 'number' ? { align: 'right' as const } : {}),
    cell: (row) => <Cell row={row} place={place} field={{ path, label, found }} />,
  }));
  const [first] = order;
  const isAll = JSON.stringify(filter) === '{"all":[]}';
  return (
    <VirtualTable
      name={`lists ${kind}`}
      label={kinds[kind].many}
      columns={table}
      rows={rows}
      {...(first ? { sort: first } : {})}
      onSort={(sort) => onOrder([sort])}
      onOpen={(row) => openRecord(kind, row.id, row.clientId)}
      resetKey={JSON.stringify([kind, filter])}
      empty={
        <EmptyState
          icon={kindIcon(kind)}
          title={isAll ? lists.empty : lists.nothing}
          text={isAll ? lists.emptyText : lists.nothingText}
        />
      }
    />
  );
}

function Cell({ row, place, field }: { row: ListRow; place: number; field: ListField }) {
  const words = useValueWords(worded(field.found.kind));
  const text = cellText(words, field, row.values[place], row.names);
  return <span title={text}>{text}</span>;
}

/** A value in one line; what points at somebody by his name. */
export function cellText(
  words: ValueWords,
  { found }: ListField,
  value: unknown,
  names: Readonly<Record<string, string>>,
): string {
  if (value === undefined || value === '') return '';
  if (found.field.type === 'person') return names[String(value)] ?? '';
  return words.lines(found.name, value, names).join(', ');
}

import type { Filter } from '@shared/filters/schema';
import { formatMoney } from '@shared/lib/money';
import type { ListedKind, ListSum, ListTotals as Totals } from '@shared/lists/contract';
import { useValueWords } from '../history/value-words';
import { useLive } from '../ipc/use-live';
import { useLanguage, useTexts } from '../services/texts';
import { cellText } from './ListTable';
import type { Look } from './look';
import { type ListField, worded } from './use-field-words';

interface Props {
  readonly kind: ListedKind;
  readonly look: Look;
  readonly filter: Filter;
  readonly fields: readonly ListField[];
  readonly moment: { readonly today: string; readonly zone: string };
}

/** Counts and sums of the whole filter, and of its groups. */
export function ListTotals({ kind, look, filter, fields, moment }: Props) {
  const { lists } = useTexts();
  const found = useLive('lists.totals', {
    ...{ kind, filter, ...moment, grouping: look.grouping, sums: [...look.sums] },
  }).value;
  if (!found) return null;
  return (
    <>
      {look.grouping !== '' && <Groups totals={found} look={look} fields={fields} />}
      <section className="list-totals" aria-label={lists.totals}>
        <b>{lists.count(found.count)}</b>
        <Sums sums={found.sums} fields={fields} />
      </section>
    </>
  );
}

function Groups({ totals, look, fields }: { totals: Totals; look: Look; fields: readonly ListField[] }) {
  const { lists } = useTexts();
  const field = fields.find(({ path }) => path === look.grouping);
  const words = useValueWords(worded(field?.found.kind ?? 'clients'));
  if (!field) return null;
  const title = (value: string) => {
    if (value === '') return lists.noValue;
    if (/^\d{4}-\d{2}$/.test(value)) return `${value.slice(5)}.${value.slice(0, 4)}`;
    const plain = value === 'true' || value === 'false' ? value === 'true' : value;
    return cellText(words, field, plain, totals.names) || value;
  };
  return (
    <ul className="list-groups" aria-label={lists.groups}>
      {totals.groups.map(({ value, count, sums }) => (
        <li key={value}>
          <b className="ellipsis">{title(value)}</b>
          <span>{count}</span>
          <Sums sums={sums} fields={fields} />
        </li>
      ))}
    </ul>
  );
}

function Sums({ sums, fields }: { sums: readonly ListSum[]; fields: readonly ListField[] }) {
  const locale = useLanguage();
  return sums
    .filter(({ sum }) => sum !== 0)
    .map(({ field, currency, sum }) => {
      const known = fields.find(({ path }) => path === field);
      const text =
        known?.found.field.type === 'money'
          ? formatMoney(sum, { locale, kopecks: 'hide-zero', ...(currency === '' ? {} : { currency }) })
          : sum.toLocaleString(locale);
      return (
        <span key={`${field} ${currency}`}>
          {known?.label ?? field}: {text}
        </span>
      );
    });
}

import SaveIcon from '@mui/icons-material/BookmarkAddOutlined';
import FilterIcon from '@mui/icons-material/FilterAltOutlined';
import ColumnsIcon from '@mui/icons-material/ViewColumnOutlined';
import { findField } from '@shared/filters/fields';
import { groupsBy } from '@shared/filters/group';
import { isKind } from '@shared/kinds';
import { localDate } from '@shared/lib/dates';
import { type ListedKind, listedKinds } from '@shared/lists/contract';
import type { View } from '@shared/views/schema';
import { useMemo, useState } from 'react';
import { useViewSetting } from '../drafts/use-draft';
import { useLive } from '../ipc/use-live';
import { goTo } from '../services/navigation';
import { useAppStatus } from '../services/session';
import { useTexts } from '../services/texts';
import { systemZone, useMinute } from '../ui/clock';
import { FailureText } from '../ui/FailureText';
import { TextField } from '../ui/Field';
import { MenuItem } from '../ui/Menu';
import { Page } from '../ui/Page';
import { PlainButton } from '../ui/PlainButton';
import { Toolbar } from '../ui/Toolbar';
import { ColumnsDialog } from './ColumnsDialog';
import { FilterEditor } from './FilterEditor';
import { countConditions, finishedPart } from './filter-draft';
import { ListTable } from './ListTable';
import { ListTotals } from './ListTotals';
import { firstLook, type Look, lookOf } from './look';
import { SaveView } from './SaveView';
import { useListFields } from './use-field-words';
import { listPath, useViews } from './use-views';
import './lists.css';

interface Props {
  readonly kind?: string;
  readonly viewId?: string;
}

/** «Списки»: the records of any kind, as a person wants to see them. */
export function ListsScreen({ kind: named = 'clients', viewId = '' }: Props) {
  const kind = listedKinds.find((one) => one === named) ?? 'clients';
  const { session } = useAppStatus();
  const views = useViews().filter((view) => view.kind === kind);
  const first =
    views.find(({ isDefault, ownerId }) => isDefault && ownerId === session.userId) ??
    views.find(({ isDefault }) => isDefault);
  const view = views.find(({ id }) => id === viewId) ?? (viewId === '' ? first : undefined);
  return (
    <List key={`${kind} ${view?.id ?? ''}`} kind={kind} view={view} views={views} isChosen={viewId !== ''} />
  );
}

interface ListProps {
  readonly kind: ListedKind;
  readonly view: View | undefined;
  readonly views: readonly View[];
  readonly isChosen: boolean;
}

function List({ kind, view, views }: ListProps) {
  const { kinds, lists } = useTexts();
  const fields = useListFields(kind);
  const initial = useMemo(() => firstLook(kind, fields), [kind, fields]);
  const saved = view ? lookOf(view) : initial;
  const [draft, setDraft] = useViewSetting<Look | null>(`list ${kind} ${view?.id ?? ''}`, null);
  const look = draft ?? saved;
  const [shows, setShows] = useState<'filter' | 'columns' | 'new' | 'change' | ''>('');
  const minute = useMinute();
  const moment = { today: localDate(minute, systemZone()), zone: systemZone() };
  const filter = useMemo(
    () =>
      finishedPart(
        look.filter,
        (part, of) => (isKind(of) ? findField(of, part.field)?.field : undefined),
        kind,
      ),
    [look.filter, kind],
  );
  const asked = useLive('lists.totals', { ...{ kind, filter, ...moment, grouping: '', sums: [] } });
  const change = (patch: Partial<Look>) => setDraft({ ...look, ...patch });
  const conditions = countConditions(look.filter);
  const shown = look.columns.filter(({ field }) => fields.some(({ path }) => path === field));
  const done = (id: string) => {
    setShows('');
    setDraft(null);
    goTo(listPath(kind, id));
  };
  return (
    <Page
      title={lists.title}
      note={asked.value ? lists.count(asked.value.count) : ''}
      actions={
        <>
          {view && draft && <PlainButton onClick={() => setDraft(null)}>{lists.save.revert}</PlainButton>}
          {view && <PlainButton onClick={() => setShows('change')}>{lists.save.change}</PlainButton>}
          <PlainButton look="main" icon={<SaveIcon />} onClick={() => setShows('new')}>
            {lists.save.new}
          </PlainButton>
        </>
      }
      toolbar={
        <>
          <TextField
            select
            label={lists.kind}
            value={kind}
            onChange={(event) => goTo(listPath(event.target.value))}
            sx={{ width: 170 }}
          >
            {listedKinds.map((one) => (
              <MenuItem key={one} value={one}>
                {kinds[one].many}
              </MenuItem>
            ))}
          </TextField>
          <PlainButton
            icon={<FilterIcon />}
            aria-expanded={shows === 'filter'}
            onClick={() => setShows(shows === 'filter' ? '' : 'filter')}
          >
            {conditions === 0 ? lists.filter.title : `${lists.filter.title}: ${conditions}`}
          </PlainButton>
          <PlainButton icon={<ColumnsIcon />} onClick={() => setShows('columns')}>
            {lists.columns.title}
          </PlainButton>
          <TextField
            select
            label={lists.grouping}
            value={look.grouping}
            onChange={(event) => change({ grouping: event.target.value })}
            sx={{ width: 200 }}
            slotProps={{
              select: { displayEmpty: true, MenuProps: { sx: { maxHeight: 420 } } },
              inputLabel: { shrink: true },
            }}
          >
            <MenuItem value="">{lists.noGrouping}</MenuItem>
            {fields
              .filter(({ found }) => groupsBy(found.field) && found.steps.length === 0)
              .map(({ path, label }) => (
                <MenuItem key={path} value={path}>
                  {label}
                </MenuItem>
              ))}
          </TextField>
          <Toolbar label={lists.views} className="list-views">
            <ViewChip name={lists.all} chosen={!view} onClick={() => goTo(listPath(kind, 'all'))} />
            {views.map(({ id, name }) => (
              <ViewChip
                key={id}
                name={name}
                chosen={view?.id === id}
                onClick={() => goTo(listPath(kind, id))}
              />
            ))}
          </Toolbar>
        </>
      }
    >
      <div className="list-body">
        {shows === 'filter' && (
          <section className="list-filter" aria-label={lists.filter.edit}>
            <FilterEditor kind={kind} filter={look.filter} onChange={(next) => change({ filter: next })} />
            {conditions > 0 && (
              <PlainButton onClick={() => change({ filter: { all: [] } })}>{lists.filter.clear}</PlainButton>
            )}
          </section>
        )}
        <FailureText failure={asked.error} />
        <ListTable
          {...{ kind, filter, fields, moment }}
          columns={shown}
          order={look.order}
          onOrder={(order) => change({ order })}
        />
        <ListTotals {...{ kind, look, filter, fields, moment }} />
      </div>
      {shows === 'columns' && (
        <ColumnsDialog
          fields={fields}
          columns={shown}
          sums={look.sums}
          onDone={(columns, sums) => {
            change({ columns, sums });
            setShows('');
          }}
          onClose={() => setShows('')}
        />
      )}
      {(shows === 'new' || shows === 'change') && (
        <SaveView
          kind={kind}
          look={{ ...look, filter }}
          view={shows === 'change' ? view : undefined}
          onSaved={done}
          onClose={() => setShows('')}
        />
      )}
    </Page>
  );
}

function ViewChip({ name, chosen, onClick }: { name: string; chosen: boolean; onClick: () => void }) {
  return (
    <button type="button" className="chip" aria-pressed={chosen} onClick={onClick}>
      {name}
    </button>
  );
}

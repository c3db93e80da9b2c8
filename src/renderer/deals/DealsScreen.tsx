import AddIcon from '@mui/icons-material/Add';
import FunnelIcon from '@mui/icons-material/TuneOutlined';
import { type DealFilter, type DealSort, noDealFilter } from '@shared/deals/contract';
import { useRef, useState } from 'react';
import { useViewSetting } from '../drafts/use-draft';
import { useLive } from '../ipc/use-live';
import { openOverlay } from '../services/overlays';
import { useAppStatus } from '../services/session';
import { useLanguage, useTexts } from '../services/texts';
import { openSettings } from '../settings/open-settings';
import { TextField } from '../ui/Field';
import { MenuItem } from '../ui/Menu';
import { Page } from '../ui/Page';
import { PlainButton } from '../ui/PlainButton';
import { Select } from '../ui/Select';
import { ToggleButton, ToggleButtonGroup } from '../ui/Tabs';
import { useFindKey } from '../ui/use-find-key';
import { Board } from './Board';
import { DealList } from './DealList';
import { Forecast } from './Forecast';
import { keepDealsImport, lastDealsImport } from './last-filter';
import { sumsText } from './sums';
import { dealsView, useFunnels, useMayEditFunnels } from './use-funnels';
import { useMoment } from './use-moment';
import './deals.css';

const views = ['board', 'list', 'forecast'] as const;
type View = (typeof views)[number];

interface Chosen {
  readonly view: View;
  readonly funnelId: string;
  readonly whose: 'mine' | '';
  readonly sort: DealSort;
}

const boardSorts: readonly DealSort[] = ['next', 'since', 'amount', 'expectedClose', 'createdAt'];

/** «Сделки»: a funnel as a board, the deals as a list, and the forecast by month. */
export function DealsScreen() {
  const { deals } = useTexts();
  const locale = useLanguage();
  const { session } = useAppStatus();
  const funnels = useFunnels();
  const mayEdit = useMayEditFunnels();
  const moment = useMoment();
  const [chosen, setChosen] = useViewSetting<Chosen>(dealsView, {
    ...{ view: 'board', funnelId: '', whose: '', sort: 'next' },
  });
  const [text, setText] = useState('');
  const [attention, setAttention] = useState<'' | 'none' | 'rotting'>('');
  const [importId, setImportId] = useState(lastDealsImport);
  const search = useRef<HTMLInputElement>(null);
  const funnel = funnels.find(({ id }) => id === chosen.funnelId) ?? funnels[0];
  useFindKey(search);
  const whole: DealFilter = {
    ...noDealFilter,
    funnelId: funnel?.id ?? '',
    ownerId: chosen.whose === 'mine' ? session.userId : '',
    text,
    importId,
  };
  const leaveImport = () => {
    keepDealsImport('');
    setImportId('');
  };
  const filter: DealFilter = {
    ...whole,
    nextStep: attention === 'none' ? 'none' : '',
    rotting: attention === 'rotting',
  };
  const counts = useLive('deals.board', funnel ? { filter: whole, ...moment } : null).value;
  const sums =
    useLive('deals.sums', funnel ? { filter: { ...filter, status: 'open' }, ...moment } : null).value ?? [];
  const sum = sumsText(sums, locale);
  const note =
    sum === ''
      ? deals.count(sums.reduce((all, { count }) => all + count, 0))
      : `${deals.count(sums.reduce((all, { count }) => all + count, 0))}: ${deals.totals(sum, sumsText(sums, locale, 'weighted'))}`;
  const badge = (which: 'none' | 'rotting', label: string, count: number) => (
    <button
      type="button"
      className="chip"
      aria-pressed={attention === which}
      disabled={count === 0 && attention !== which}
      onClick={() => setAttention(attention === which ? '' : which)}
    >
      {label}
    </button>
  );

  return (
    <Page
      title={deals.title}
      note={note}
      actions={
        <>
          {mayEdit && (
            <PlainButton icon={<FunnelIcon />} onClick={() => openSettings('funnels')}>
              {deals.editFunnels}
            </PlainButton>
          )}
          <PlainButton
            look="main"
            icon={<AddIcon />}
            title="Ctrl+Shift+D"
            onClick={() => openOverlay({ kind: 'deal', ...(funnel ? { funnelId: funnel.id } : {}) })}
          >
            {deals.newDeal}
          </PlainButton>
        </>
      }
      toolbar={
        <>
          <ToggleButtonGroup
            size="small"
            exclusive
            color="primary"
            value={chosen.view}
            aria-label={deals.view}
            onChange={(_event, view: View | null) => view && setChosen({ ...chosen, view })}
          >
            {views.map((view) => (
              <ToggleButton key={view} value={view} sx={{ px: 2 }}>
                {deals.views[view]}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          {funnels.length > 1 && (
            <Select
              label={deals.funnel}
              value={funnel?.id ?? ''}
              onChange={(event) => setChosen({ ...chosen, funnelId: event.target.value })}
              sx={{ width: 180 }}
            >
              {funnels.map(({ id, name }) => (
                <MenuItem key={id} value={id}>
                  {name}
                </MenuItem>
              ))}
            </Select>
          )}
          <ToggleButtonGroup
            size="small"
            exclusive
            color="primary"
            value={chosen.whose}
            aria-label={deals.owner}
            onChange={(_event, whose: Chosen['whose'] | null) =>
              whose !== null && setChosen({ ...chosen, whose })
            }
          >
            <ToggleButton value="mine" sx={{ px: 2 }}>
              {deals.mine}
            </ToggleButton>
            <ToggleButton value="" sx={{ px: 2 }}>
              {deals.allStatuses}
            </ToggleButton>
          </ToggleButtonGroup>
          <TextField
            inputRef={search}
            label={deals.text}
            placeholder={deals.textHint}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setText('')}
            slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off', title: 'Ctrl+F' } }}
            sx={{ flex: 1, minWidth: 150, maxWidth: 260 }}
          />
          {chosen.view === 'board' && (
            <Select
              label={deals.sort}
              value={chosen.sort}
              onChange={(event) => setChosen({ ...chosen, sort: event.target.value as DealSort })}
              sx={{ width: 210 }}
            >
              {boardSorts.map((sort) => (
                <MenuItem key={sort} value={sort}>
                  {deals.sorts[sort]}
                </MenuItem>
              ))}
            </Select>
          )}
          {importId !== '' && (
            <button type="button" className="chip" aria-pressed onClick={leaveImport} title={deals.allDeals}>
              {deals.ofImport}
            </button>
          )}
          {badge('none', deals.withoutNextCount(counts?.withoutNext ?? 0), counts?.withoutNext ?? 0)}
          {badge('rotting', deals.rottingCount(counts?.rotting ?? 0), counts?.rotting ?? 0)}
        </>
      }
    >
      {funnel && chosen.view === 'board' && (
        <Board key={funnel.id} funnel={funnel} filter={filter} sort={chosen.sort} moment={moment} />
      )}
      {funnel && chosen.view === 'list' && <DealList filter={filter} moment={moment} />}
      {funnel && chosen.view === 'forecast' && <Forecast filter={filter} moment={moment} />}
    </Page>
  );
}

import CallIcon from '@mui/icons-material/CallOutlined';
import { type CallFilter, noCallFilter } from '@shared/calls/contract';
import { periodDays } from '@shared/calls/period';
import { localDate } from '@shared/lib/dates';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useViewSetting } from '../drafts/use-draft';
import { usePagedRows } from '../ipc/use-paged-rows';
import { useKept } from '../lib/kept';
import { openOverlay } from '../services/overlays';
import { useLanguage, useTexts } from '../services/texts';
import { useHasServer } from '../services/use-has-server';
import { Button } from '../ui/Button';
import { systemZone, useMinute } from '../ui/clock';
import { EmptyState } from '../ui/EmptyState';
import { Page } from '../ui/Page';
import { VirtualTable } from '../ui/VirtualTable';
import { CallFilters, type CallView, initialView } from './CallFilters';
import { callColumns } from './columns';

/** A pause in typing after which the words are looked for, in milliseconds. */
const typingPauseMs = 120;

/** «Звонки»: the log of all calls, newest first. */
export function CallsScreen() {
  const texts = useTexts();
  const { calls } = texts;
  const language = useLanguage();
  const now = useMinute();
  const zone = systemZone();
  const today = localDate(now, zone);
  const [view, setView] = useViewSetting<CallView>('calls', initialView);
  const [typed, setTyped] = useKept('calls:text', '');
  const text = usePaused(typed.trim(), typingPauseMs);
  const days = view.period === 'own' ? { from: view.from, to: view.to } : periodDays(view.period, today);
  const filter: CallFilter = {
    ...noCallFilter,
    ...days,
    results: [...view.results],
    userId: view.userId,
    text,
  };
  const rows = usePagedRows('calls.window', { filter, zone });
  const hasServer = useHasServer();
  const columns = useMemo(
    () => callColumns(texts, language, zone, today, hasServer),
    [texts, language, zone, today, hasServer],
  );
  const filtered = text !== '' || view.results.length > 0 || view.userId !== '';
  const list = useRef<HTMLDivElement>(null);

  return (
    <Page
      title={calls.title}
      note={rows.total === undefined ? '' : calls.count(rows.total)}
      toolbar={
        <CallFilters
          view={view}
          onChange={setView}
          text={typed}
          onText={setTyped}
          today={today}
          onLeave={() => list.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()}
        />
      }
    >
      <div ref={list} style={{ height: '100%' }}>
        <VirtualTable
          name="calls"
          label={calls.table}
          columns={columns}
          rows={rows}
          onOpen={({ id }) => openOverlay({ kind: 'call', callId: id })}
          resetKey={JSON.stringify(filter)}
          empty={
            <EmptyCalls
              zone={zone}
              narrowed={filtered}
              onShowAll={() => {
                setTyped('');
                setView({ ...initialView, period: 'all' });
              }}
            />
          }
        />
      </div>
    </Page>
  );
}

interface EmptyProps {
  readonly zone: string;
  /** Whether more is set than the period. */
  readonly narrowed: boolean;
  readonly onShowAll: () => void;
}

/** Why the list is empty: no call was ever logged, the period has none, or the filters let none through. */
function EmptyCalls({ zone, narrowed, onShowAll }: EmptyProps) {
  const { empty } = useTexts().calls;
  const { total } = usePagedRows('calls.window', { filter: noCallFilter, zone });
  if (total === undefined) return null;
  if (total === 0) {
    return (
      <EmptyState
        icon={<CallIcon />}
        title={empty.title}
        text={empty.text}
        action={
          <Button variant="contained" onClick={() => openOverlay({ kind: 'call' })}>
            {empty.action}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={<CallIcon />}
      title={narrowed ? empty.narrowed : empty.filtered}
      text={narrowed ? empty.narrowedText : empty.filteredText}
      action={
        <Button variant="outlined" onClick={onShowAll}>
          {empty.showAll}
        </Button>
      }
    />
  );
}

/** A value that follows another once it has rested for so long. */
function usePaused<T>(value: T, pauseMs: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return rested;
}

import { entities } from '@shared/entities';
import { addDays, formatWeekdayDate, localDate } from '@shared/lib/dates';
import { standingKinds, type TimelineEntry, type TimelineKind } from '@shared/timeline/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLive } from '../ipc/use-live';
import { NoteComposer } from '../notes/NoteComposer';
import { useLanguage, useTexts } from '../services/texts';
import { systemZone, useMinute } from '../ui/clock';
import { FailureText } from '../ui/FailureText';
import { Toolbar } from '../ui/Toolbar';
import { Entry, entryKey } from './Entry';
import './timeline.css';

/** The first page and each further one. */
const pageSize = 60;
const maxEntries = 10_000;

type Line =
  | { readonly key: string; readonly day: string }
  | { readonly key: string; readonly entry: TimelineEntry };

interface Props {
  readonly clientId: string;
  /** Whether notes are written here, above the history. */
  readonly composer?: boolean;
}

/**
 * What is planned with a client and everything that happened, newest first; more is loaded as it is scrolled. It takes
 * the height it is given and scrolls by itself.
 */
export function Timeline({ clientId, composer = true }: Props) {
  const { timeline, kinds: words } = useTexts();
  const [kinds, setKinds] = useState<readonly TimelineKind[]>([]);
  const [limit, setLimit] = useState(pageSize);
  const live = useLive('timeline.newest', { clientId, kinds: [...kinds], limit });
  const page = live.value;
  const toggle = (kind: TimelineKind) => {
    setLimit(pageSize);
    setKinds(kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind]);
  };
  const loaded = page?.entries.length ?? 0;
  const more = page !== undefined && live.fresh && loaded < page.total;
  return (
    <div className="timeline">
      {composer && <NoteComposer clientId={clientId} />}
      <Toolbar label={timeline.show} className="timeline-kinds">
        {standingKinds.map((kind) => {
          const { one } = entities[kind];
          return (
            <button
              key={kind}
              type="button"
              className="chip"
              aria-pressed={kinds.includes(one)}
              onClick={() => toggle(one)}
            >
              {`${words[kind].many} ${page?.counts[one] ?? ''}`}
            </button>
          );
        })}
      </Toolbar>
      <FailureText failure={live.error} />
      {page && (
        <Lines
          key={`${clientId} ${kinds.join()}`}
          entries={page.entries}
          onEnd={() => {
            if (more) setLimit(Math.min(maxEntries, Math.max(limit, loaded) + pageSize));
          }}
          empty={kinds.length > 0 ? timeline.nothingOfKind : timeline.empty}
        />
      )}
    </div>
  );
}

interface LinesProps {
  readonly entries: readonly TimelineEntry[];
  readonly onEnd: () => void;
  readonly empty: string;
}

function Lines({ entries, onEnd, empty }: LinesProps) {
  const { timeline, common } = useTexts();
  const language = useLanguage();
  const now = useMinute();
  const today = localDate(now, systemZone());
  const lines = useMemo(() => withDays(entries), [entries]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index] && 'day' in lines[index] ? 36 : 72),
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when another end comes into sight
  useEffect(() => {
    if (lines.length > 0 && last >= lines.length - 12) onEnd();
  }, [last, lines.length]);

  const dayName = (day: string): string => {
    if (day === '') return timeline.planned;
    if (day === today) return common.today;
    if (day === addDays(today, -1)) return common.yesterday;
    return formatWeekdayDate(day, language, Number(today.slice(0, 4)));
  };
  if (lines.length === 0) {
    return <p className="quiet">{empty}</p>;
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: one of several regions of the screen, named
    <div
      ref={scroller}
      role="region"
      aria-label={timeline.list}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
      tabIndex={0}
      className="timeline-scroller"
    >
      <div className="timeline-whole" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const line = lines[item.index];
          return (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="timeline-line"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {line && 'day' in line ? (
                <h3 className="timeline-day">{dayName(line.day)}</h3>
              ) : (
                line && <Entry entry={line.entry} now={now} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Entries with a line before each day's first; open tasks stand under one line of their own. */
function withDays(entries: readonly TimelineEntry[]): Line[] {
  const lines: Line[] = [];
  let before: string | undefined;
  for (const entry of entries) {
    const planned = entry.kind === 'task' && entry.task.status === 'open';
    const day = planned ? '' : entry.at.length === 10 ? entry.at : localDate(entry.at, systemZone());
    if (day !== before) lines.push({ key: `day ${day}`, day });
    before = day;
    lines.push({ key: entryKey(entry), entry });
  }
  return lines;
}

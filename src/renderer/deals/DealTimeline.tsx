import StageIcon from '@mui/icons-material/FlagOutlined';
import type { DealCard, DealEntry } from '@shared/deals/contract';
import { useState } from 'react';
import { useLive } from '../ipc/use-live';
import { NoteComposer } from '../notes/NoteComposer';
import { useLanguage, useTexts } from '../services/texts';
import { Entry, entryKey } from '../timeline/Entry';
import { EntryFrame } from '../timeline/EntryFrame';
import { useMinute } from '../ui/clock';
import { FailureText } from '../ui/FailureText';
import { formatInstant } from '../ui/when';
import '../timeline/timeline.css';

const pageSize = 100;

/** What is planned in a deal and everything that happened: its tasks, calls, notes, papers and stages. */
export function DealTimeline({ deal }: { readonly deal: DealCard }) {
  const { deals } = useTexts();
  const locale = useLanguage();
  const now = useMinute();
  const [limit, setLimit] = useState(pageSize);
  const live = useLive('deals.timeline', { id: deal.id, limit });
  const entries = live.value?.entries ?? [];
  const entryOf = (entry: DealEntry) => {
    if (entry.kind !== 'step') return <Entry entry={entry} now={now} />;
    const { step } = entry;
    const to = step.toName || deals.page.unknown;
    return (
      <EntryFrame
        label={deals.columns.stage}
        icon={<StageIcon />}
        title={deals.page.moved(step.first ? '' : step.fromName || deals.page.unknown, to)}
        facts={[formatInstant(step.at, locale), step.byName]}
      />
    );
  };
  return (
    <div className="timeline">
      {deal.clientId !== '' && !deal.clientGone && <NoteComposer clientId={deal.clientId} dealId={deal.id} />}
      <FailureText failure={live.error} />
      {/* biome-ignore lint/a11y/useSemanticElements: one of several regions of the screen, named */}
      <div
        role="region"
        aria-label={deals.page.timeline}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
        tabIndex={0}
        className="timeline-scroller"
      >
        {live.value && entries.length === 0 && <p className="quiet">{deals.page.noTimeline}</p>}
        {entries.map((entry) => (
          <div key={entryKey(entry)}>{entryOf(entry)}</div>
        ))}
        {entries.length >= limit && (
          <button type="button" className="bare text" onClick={() => setLimit(limit + pageSize)}>
            {deals.page.more}
          </button>
        )}
      </div>
    </div>
  );
}

import DocumentIcon from '@mui/icons-material/ArticleOutlined';
import CreatedIcon from '@mui/icons-material/FlagOutlined';
import DealIcon from '@mui/icons-material/HandshakeOutlined';
import { formatShortDate, localDate, toWallTime } from '@shared/lib/dates';
import { formatMoney } from '@shared/lib/money';
import type { TimelineEntry } from '@shared/timeline/contract';
import { goTo, paths } from '../app/navigation';
import { openOverlay } from '../app/overlays';
import { useLanguage, useTexts } from '../app/texts';
import { systemZone } from '../ui/clock';
import { CallEntry } from './CallEntry';
import { EntryFrame } from './EntryFrame';
import { NoteEntry } from './NoteEntry';
import { RecordEntry } from './RecordEntry';
import { TaskEntry } from './TaskEntry';

interface Props {
  readonly entry: TimelineEntry;
  /** The present instant, to tell what is late. */
  readonly now: string;
}

/** One thing that happened with a client, by its kind. */
export function Entry({ entry, now }: Props) {
  switch (entry.kind) {
    case 'call':
      return <CallEntry call={entry.call} />;
    case 'task':
      return <TaskEntry task={entry.task} now={now} />;
    case 'note':
      return <NoteEntry note={entry.note} />;
    case 'document':
      return <DocumentEntry entry={entry} />;
    case 'record':
      return <RecordEntry entry={entry} />;
    case 'deal':
      return <DealStepEntry entry={entry} />;
    case 'created':
      return <CreatedEntry entry={entry} />;
  }
}

function DocumentEntry({
  entry: { document, at },
}: {
  readonly entry: TimelineEntry & { kind: 'document' };
}) {
  const { timeline } = useTexts();
  const language = useLanguage();
  const type = timeline.documents[document.type] ?? timeline.one.document;
  const title = document.number === '' ? type : timeline.number(type, document.number);
  const sameDay = at.length === 10 || localDate(at, systemZone()) === document.date;
  return (
    <EntryFrame
      label={`${timeline.one.document}, ${title}`}
      icon={<DocumentIcon />}
      tone="primary"
      title={title}
      onOpen={() => openOverlay({ kind: 'document', documentId: document.id })}
      struck={document.status === 'cancelled'}
      facts={[
        at.length === 10 ? '' : toWallTime(at, systemZone()).time,
        sameDay ? '' : formatShortDate(document.date, language),
        document.total > 0 ? formatMoney(document.total, { locale: language }) : '',
        document.status === 'draft' ? timeline.draft : '',
        document.status === 'cancelled' ? timeline.cancelled : '',
      ]}
      mark={document.mark}
    />
  );
}

const dealTones = { open: 'primary', won: 'success', lost: 'error', unknown: 'text' } as const;

/** A deal that began, or came into another stage. */
function DealStepEntry({ entry: { deal, at } }: { readonly entry: TimelineEntry & { kind: 'deal' } }) {
  const { timeline, deals } = useTexts();
  const locale = useLanguage();
  const to = deal.toName || deals.page.unknown;
  return (
    <EntryFrame
      label={`${timeline.one.deal}, ${deal.title}`}
      icon={<DealIcon />}
      tone={dealTones[deal.status]}
      title={deal.title}
      onOpen={() => goTo(paths.deal(deal.id))}
      facts={[
        at === '' ? '' : toWallTime(at, systemZone()).time,
        deals.page.moved(deal.first ? '' : deal.fromName || deals.page.unknown, to),
        deal.amount > 0
          ? formatMoney(deal.amount, { currency: deal.currency, locale, kopecks: 'hide-zero' })
          : '',
        deal.byName,
      ]}
      mark={deal.mark}
    />
  );
}

function CreatedEntry({
  entry: { at, authorName },
}: {
  readonly entry: TimelineEntry & { kind: 'created' };
}) {
  const { timeline } = useTexts();
  return (
    <EntryFrame
      label={timeline.one.created}
      icon={<CreatedIcon />}
      title={timeline.one.created}
      facts={[at === '' ? '' : toWallTime(at, systemZone()).time, authorName]}
    />
  );
}

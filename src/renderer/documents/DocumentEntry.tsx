import DocumentIcon from '@mui/icons-material/ArticleOutlined';
import { formatShortDate, localDate, toWallTime } from '@shared/lib/dates';
import { formatMoney } from '@shared/lib/money';
import type { TimelineEntry } from '@shared/timeline/contract';
import { openOverlay } from '../services/overlays';
import { useLanguage, useTexts } from '../services/texts';
import { EntryFrame } from '../timeline/EntryFrame';
import { systemZone } from '../ui/clock';

/** A document: its title opens it. */
export function DocumentEntry({
  entry: { document, at },
}: {
  readonly entry: TimelineEntry & { kind: 'document' };
}) {
  const { kinds, timeline } = useTexts();
  const language = useLanguage();
  const type = timeline.documents[document.type] ?? kinds.documents.one;
  const title = document.number === '' ? type : timeline.number(type, document.number);
  const sameDay = at.length === 10 || localDate(at, systemZone()) === document.date;
  return (
    <EntryFrame
      label={`${kinds.documents.one}, ${title}`}
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

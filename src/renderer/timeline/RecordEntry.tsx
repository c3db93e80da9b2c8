import RecordIcon from '@mui/icons-material/ArticleOutlined';
import { toWallTime } from '@shared/lib/dates';
import { wordsOf } from '@shared/texts/kinds-words';
import type { TimelineEntry } from '@shared/timeline/contract';
import { useTexts } from '../services/texts';
import { systemZone } from '../ui/clock';
import { LongText } from '../ui/LongText';
import { EntryFrame } from './EntryFrame';

/** A record of a kind that has no entry of its own: what it is, what it is called by, and what more it says. */
export function RecordEntry({
  entry: { at, record },
}: {
  readonly entry: TimelineEntry & { readonly kind: 'record' };
}) {
  const { kinds } = useTexts();
  const one = wordsOf(kinds, record.kind)?.one ?? record.kind;
  return (
    <EntryFrame
      label={record.title === '' ? one : `${one}, ${record.title}`}
      icon={<RecordIcon />}
      title={record.title || one}
      facts={[at.length === 10 ? '' : toWallTime(at, systemZone()).time, record.authorName]}
      mark={record.mark}
    >
      {record.gist !== '' && record.gist !== record.title && <LongText text={record.gist} lines={3} />}
    </EntryFrame>
  );
}

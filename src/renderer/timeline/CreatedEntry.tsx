import CreatedIcon from '@mui/icons-material/FlagOutlined';
import { toWallTime } from '@shared/lib/dates';
import type { TimelineEntry } from '@shared/timeline/contract';
import { useTexts } from '../services/texts';
import { systemZone } from '../ui/clock';
import { EntryFrame } from './EntryFrame';

/** That a client was created, and by whom. */
export function CreatedEntry({
  entry: { at, authorName },
}: {
  readonly entry: TimelineEntry & { kind: 'created' };
}) {
  const { timeline } = useTexts();
  return (
    <EntryFrame
      label={timeline.created}
      icon={<CreatedIcon />}
      title={timeline.created}
      facts={[at === '' ? '' : toWallTime(at, systemZone()).time, authorName]}
    />
  );
}

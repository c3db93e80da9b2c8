import ConflictIcon from '@mui/icons-material/CallSplit';
import { useEffect, useState } from 'react';
import { useLive } from '../ipc/use-live';
import { runAction } from '../services/actions';
import { useTexts } from '../services/texts';
import { PlainButton } from '../ui/PlainButton';
import { useInboxCount } from './inbox-count';

/** The window comes up first: how many conflicts wait is asked for a little later, in milliseconds. */
const laterMs = 2500;

/** How many conflicts and, for a head, colleagues' edits wait for a decision, in the frame; nothing while there are none. */
export function ConflictCount() {
  const { conflicts } = useTexts();
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(true), laterMs);
    return () => clearTimeout(timer);
  }, []);
  const count = useLive('conflicts.count', asked ? {} : null).value ?? 0;
  const edits = useInboxCount(asked);
  if (count === 0 && edits === 0) return null;
  return (
    <PlainButton look="warning" icon={<ConflictIcon />} onClick={() => runAction('go-conflicts')}>
      {[count > 0 && conflicts.count(count), edits > 0 && conflicts.inbox.count(edits)]
        .filter(Boolean)
        .join(', ')}
    </PlainButton>
  );
}

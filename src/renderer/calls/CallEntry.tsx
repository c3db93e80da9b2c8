import OutIcon from '@mui/icons-material/CallMade';
import InIcon from '@mui/icons-material/CallReceived';
import { formatDuration } from '@shared/calls/duration';
import { formatPhone } from '@shared/domain/phones/phones';
import { toWallTime } from '@shared/lib/dates';
import type { TimelineEntry } from '@shared/timeline/contract';
import { openOverlay } from '../services/overlays';
import { useTexts } from '../services/texts';
import { EntryFrame } from '../timeline/EntryFrame';
import { systemZone } from '../ui/clock';
import { LongText } from '../ui/LongText';
import { resultTones } from './result-tones';

/** A call: its result opens it for correction. */
export function CallEntry({
  entry: { call },
}: {
  readonly entry: TimelineEntry & { readonly kind: 'call' };
}) {
  const { calls, kinds } = useTexts();
  const { time } = toWallTime(call.startedAt, systemZone());
  const number = formatPhone({
    e164: call.number.startsWith('+') ? call.number : '',
    raw: call.number,
    ext: '',
  });
  return (
    <EntryFrame
      label={`${kinds.calls.one}, ${calls.results[call.result]}, ${time}`}
      icon={
        call.direction === 'in' ? (
          <InIcon titleAccess={calls.directions.in} />
        ) : (
          <OutIcon titleAccess={calls.directions.out} />
        )
      }
      tone={resultTones[call.result]}
      title={calls.results[call.result]}
      onOpen={() => openOverlay({ kind: 'call', callId: call.id })}
      facts={[
        time,
        call.durationSec > 0 ? formatDuration(call.durationSec) : '',
        call.contactName,
        // A number is not parted between lines.
        number.replaceAll(' ', '\u00a0'),
        call.userName,
      ]}
      mark={call.mark}
    >
      {call.comment !== '' && <LongText text={call.comment} />}
      {call.nextStep !== '' && <div className="caption quiet">→ {call.nextStep}</div>}
    </EntryFrame>
  );
}

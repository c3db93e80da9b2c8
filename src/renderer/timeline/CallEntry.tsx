import OutIcon from '@mui/icons-material/CallMade';
import InIcon from '@mui/icons-material/CallReceived';
import type { CallRow } from '@shared/calls/contract';
import { formatDuration } from '@shared/calls/duration';
import type { CallResult } from '@shared/calls/schema';
import { formatPhone } from '@shared/domain/phones/phones';
import { toWallTime } from '@shared/lib/dates';
import { openOverlay } from '../app/overlays';
import { useTexts } from '../app/texts';
import { systemZone } from '../ui/clock';
import { LongText } from '../ui/LongText';
import { EntryFrame, type EntryTone } from './EntryFrame';

/** How a call's end is coloured: reached, to be tried again, in vain. */
export const resultTones: Readonly<Record<CallResult, EntryTone>> = {
  talked: 'success',
  meeting: 'success',
  callback: 'warning',
  'no-answer': 'text',
  busy: 'text',
  'wrong-number': 'error',
  refused: 'error',
};

/** A call: its result opens it for correction. */
export function CallEntry({ call }: { readonly call: CallRow }) {
  const { calls, timeline } = useTexts();
  const { time } = toWallTime(call.startedAt, systemZone());
  const number = formatPhone({
    e164: call.number.startsWith('+') ? call.number : '',
    raw: call.number,
    ext: '',
  });
  return (
    <EntryFrame
      label={`${timeline.one.call}, ${calls.results[call.result]}, ${time}`}
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

import BlockIcon from '@mui/icons-material/Block';
import CallIcon from '@mui/icons-material/CallOutlined';
import CopyIcon from '@mui/icons-material/ContentCopyOutlined';
import type { Client } from '@shared/clients/schema';
import {
  clientZone,
  type DialablePhone,
  formatPhone,
  type Politeness,
  politeHours,
  type ZoneGuess,
} from '@shared/domain/phones/phones';
import { useState } from 'react';
import { ask } from '../ipc/client';
import { notify } from '../services/notices';
import { openOverlay } from '../services/overlays';
import { useSettings, useTexts } from '../services/texts';
import { useMinute } from '../ui/clock';
import { IconAction } from '../ui/IconAction';
import { CallWarning } from './CallWarning';

/** What of a client says when it may be called; `id` lets the call be logged at once. */
export type PhoneClient = Pick<Client, 'timeZone' | 'city' | 'inn' | 'phones' | 'doNotCall' | 'addresses'> & {
  readonly id?: string;
};

interface Props {
  readonly phone: DialablePhone;
  readonly client: PhoneClient;
  readonly contactId?: string;
  /** The task that the call is made for. */
  readonly taskId?: string;
  /** Whether the client's local time stands beside the number; false where it is shown once for several. */
  readonly showTime?: boolean;
}

/**
 * A number that one click dials by the scheme set; then the form to log the call opens with its timer running.
 * Outside polite hours at the client's it asks first; a client marked «Не звонить» is never dialled.
 */
export function PhoneLink({ phone, client, contactId, taskId, showTime = true }: Props) {
  const { calls } = useTexts();
  const number = formatPhone(phone, calls.phone.ext);
  const { zone, politeness } = usePoliteness(client);
  const [asking, setAsking] = useState(false);

  const dial = async (comment = '') => {
    setAsking(false);
    const digits = phone.e164 || phone.raw.slice(0, 60);
    const result = await ask('app.dial', { number: digits, ext: phone.ext });
    if (!result.ok) {
      notify(calls.phone.failed, { tone: 'error' });
      return;
    }
    openOverlay({
      kind: 'call',
      number: digits,
      ...(client.id ? { clientId: client.id } : {}),
      ...(contactId ? { contactId } : {}),
      ...(taskId ? { taskId } : {}),
      ...(comment ? { comment } : {}),
    });
  };
  const onClick = () => {
    if (client.doNotCall || politeness?.polite === false) setAsking(true);
    else void dial();
  };
  const copy = async () => {
    await ask('app.copy', { text: phone.e164 || phone.raw });
    notify(calls.phone.copied);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: in a row that opens something, the number is its own deed
    // biome-ignore lint/a11y/useKeyWithClickEvents: nothing is done here, the click only goes no further
    <div className="phone" onClick={(event) => event.stopPropagation()}>
      <button
        type="button"
        className={client.doNotCall ? 'bare small phone-number refused' : 'bare small phone-number'}
        onClick={onClick}
        aria-label={calls.phone.dial(number)}
        title={client.doNotCall ? calls.phone.doNotCall : calls.phone.dial(number)}
      >
        {client.doNotCall ? (
          <BlockIcon className="icon-18" color="error" />
        ) : (
          <CallIcon className="icon-18" />
        )}
        <span className="ellipsis" title={number}>
          {number}
        </span>
      </button>
      {showTime && <ClientTime zone={zone} politeness={politeness} />}
      <IconAction label={calls.phone.copy(number)} onClick={() => void copy()}>
        <CopyIcon className="icon-16" />
      </IconAction>
      {asking && (
        <CallWarning
          doNotCall={client.doNotCall}
          zone={zone}
          politeness={politeness}
          onCall={(remark) => void dial(remark)}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

interface TimeProps {
  readonly zone: ZoneGuess | null;
  readonly politeness: Politeness | null;
}

/** The client's time of day; amber where it is no time to call. Nothing where the place is unknown. */
export function ClientTime({ zone, politeness }: TimeProps) {
  const { calls } = useTexts();
  if (!zone || !politeness) return null;
  const { localTime, polite } = politeness;
  return (
    <span
      title={`${calls.phone.localTime(localTime)}. ${calls.phone.sources[zone.source]}`}
      className={polite ? 'client-time caption quiet' : 'client-time caption late'}
    >
      {localTime}
    </span>
  );
}

/** Where a client's clock stands and whether now is a time to call, renewed each minute. */
export function usePoliteness(client: PhoneClient): TimeProps {
  const nowIso = useMinute();
  const { politeFrom, politeTo } = useSettings();
  const place = client.addresses.find(({ kind }) => kind === 'actual') ?? client.addresses[0];
  const zone = clientZone({
    timeZone: client.timeZone,
    city: client.city || (place?.city ?? ''),
    region: place?.region ?? '',
    inn: client.inn,
    phones: client.phones,
  });
  const politeness = zone && politeHours({ zone: zone.zone, nowIso, from: politeFrom, to: politeTo });
  return { zone, politeness };
}

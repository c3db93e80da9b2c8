import BlockIcon from '@mui/icons-material/Block';
import CallIcon from '@mui/icons-material/CallOutlined';
import CopyIcon from '@mui/icons-material/ContentCopyOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import type { Client } from '@shared/clients/schema';
import {
  clientZone,
  type DialablePhone,
  formatPhone,
  type Politeness,
  politeHours,
  type ZoneGuess,
} from '@shared/phones/phones';
import { useState } from 'react';
import { notify } from '../app/notices';
import { openOverlay } from '../app/overlays';
import { useSettings, useTexts } from '../app/texts';
import { ask } from '../ipc/client';
import { useMinute } from '../ui/clock';
import { CallWarning } from './CallWarning';

/** What of a client says when it may be called; `id` lets the call be logged at once. */
export type PhoneClient = Pick<Client, 'timeZone' | 'city' | 'inn' | 'phones' | 'doNotCall' | 'addresses'> & {
  readonly id?: string;
};

interface Props {
  readonly phone: DialablePhone;
  readonly client: PhoneClient;
  readonly contactId?: string;
  /** Whether the client's local time stands beside the number; false where it is shown once for several. */
  readonly showTime?: boolean;
}

/**
 * A number that one click dials by the scheme set; then the form to log the call opens with its timer running.
 * Outside polite hours at the client's it asks first; a client marked «Не звонить» is never dialled.
 */
export function PhoneLink({ phone, client, contactId, showTime = true }: Props) {
  const { calls } = useTexts();
  const number = formatPhone(phone, calls.phone.ext);
  const { zone, politeness } = usePoliteness(client);
  const [asking, setAsking] = useState(false);

  const dial = async () => {
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
    <Box
      // In a row that opens something, the number is its own deed.
      onClick={(event) => event.stopPropagation()}
      sx={{ display: 'flex', alignItems: 'center', gap: 0.5, minWidth: 0 }}
    >
      <ButtonBase
        onClick={onClick}
        aria-label={calls.phone.dial(number)}
        title={client.doNotCall ? calls.phone.doNotCall : calls.phone.dial(number)}
        sx={{
          gap: 0.75,
          px: 0.75,
          py: 0.25,
          ml: -0.75,
          borderRadius: 1,
          minWidth: 0,
          typography: 'body2',
          color: client.doNotCall ? 'text.secondary' : 'primary.main',
          textDecoration: client.doNotCall ? 'line-through' : 'none',
          '& svg': { fontSize: 18 },
          '&:hover': { bgcolor: 'action.hover' },
        }}
      >
        {client.doNotCall ? <BlockIcon color="error" /> : <CallIcon />}
        <Box
          component="span"
          title={number}
          sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
        >
          {number}
        </Box>
      </ButtonBase>
      {showTime && <ClientTime zone={zone} politeness={politeness} />}
      <IconButton
        size="small"
        onClick={() => void copy()}
        aria-label={calls.phone.copy(number)}
        title={calls.phone.copy(number)}
      >
        <CopyIcon sx={{ fontSize: 16 }} />
      </IconButton>
      {asking && (
        <CallWarning
          doNotCall={client.doNotCall}
          zone={zone}
          politeness={politeness}
          onCall={() => void dial()}
          onClose={() => setAsking(false)}
        />
      )}
    </Box>
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
    <Box
      component="span"
      title={`${calls.phone.localTime(localTime)}. ${calls.phone.sources[zone.source]}`}
      sx={{ typography: 'caption', whiteSpace: 'nowrap', color: polite ? 'text.secondary' : 'warning.main' }}
    >
      {localTime}
    </Box>
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

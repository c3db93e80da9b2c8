import OutIcon from '@mui/icons-material/CallMade';
import InIcon from '@mui/icons-material/CallReceived';
import type { CallDraft, CallDraftIssues } from '@shared/calls/draft';
import type { CallDirection } from '@shared/calls/schema';
import { formatWeekdayDate, toWallTime } from '@shared/lib/dates';
import { ClientPicker } from '../clients/ClientPicker';
import { useLive } from '../ipc/use-live';
import { useLanguage, useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { Box } from '../ui/Box';
import { nowIso, systemZone } from '../ui/clock';
import { DateField } from '../ui/DateField';
import { TextField } from '../ui/Field';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { ToggleButton, ToggleButtonGroup } from '../ui/Tabs';
import { TimeField } from '../ui/TimeField';
import { Typography } from '../ui/Typography';
import { DurationField } from './DurationField';
import { People, reachesOf } from './People';
import { ClientTime, usePoliteness } from './PhoneLink';

interface Props {
  readonly draft: CallDraft;
  readonly onChange: (change: (before: CallDraft) => CallDraft) => void;
  /** Told when a client was chosen: the next thing to type is what was said. */
  readonly onPicked: () => void;
  readonly issues: CallDraftIssues;
  readonly autoFocus: boolean;
}

/** Whom the call was with, by what number, which way, when and for how long. */
export function CallFields({ draft, onChange, onPicked, issues, autoFocus }: Props) {
  const { calls, common } = useTexts();
  const card = useLive('clients.card', draft.clientId === '' ? null : { id: draft.clientId });
  const known = draft.clientId !== '' && card.value?.client.id === draft.clientId ? card.value : null;
  const reaches = known ? reachesOf(known, calls.form.general, calls.phone.ext) : [];
  const contacts = known?.contacts ?? [];
  const put = (patch: Partial<CallDraft>) => onChange((before) => ({ ...before, ...patch }));
  const words = (issue: CallDraftIssues[keyof CallDraftIssues]) => issue && calls.issues[issue];
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, minWidth: 0 }}>
      <ClientPicker
        value={draft.clientId}
        onChange={(clientId) => {
          if (clientId === draft.clientId) return;
          put({ clientId, contactId: '', number: '' });
          if (clientId !== '') onPicked();
        }}
        canCreate
        required
        autoFocus={autoFocus}
        error={issues.client !== undefined}
        helperText={words(issues.client)}
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)', gap: 2 }}>
        <Select
          label={common.contact}
          value={contacts.some(({ id }) => id === draft.contactId) ? draft.contactId : ''}
          onChange={(event) => put({ contactId: event.target.value })}
          disabled={contacts.length === 0}
        >
          <MenuItem value="">{common.notSet}</MenuItem>
          {contacts.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name.slice(0, 100)}
            </MenuItem>
          ))}
        </Select>
        <TextField
          label={calls.form.number}
          value={draft.number}
          onChange={(event) => put({ number: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 60, inputMode: 'tel', autoComplete: 'off' } }}
        />
      </Box>
      <ToggleButtonGroup
        exclusive
        size="small"
        color="primary"
        value={draft.direction}
        aria-label={calls.direction}
        onChange={(_event, direction: CallDirection | null) => direction && put({ direction })}
        sx={{ '& button': { textTransform: 'none', gap: 0.75, flex: 1, py: 0.5 } }}
      >
        <ToggleButton value="out">
          <OutIcon fontSize="small" />
          {calls.directions.out}
        </ToggleButton>
        <ToggleButton value="in">
          <InIcon fontSize="small" />
          {calls.directions.in}
        </ToggleButton>
      </ToggleButtonGroup>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: 'minmax(132px, 1.2fr) minmax(72px, 0.7fr) minmax(128px, 1.1fr)',
          gap: 1,
          alignItems: 'start',
        }}
      >
        <DateField
          label={calls.form.startDate}
          value={draft.startDate}
          onChange={(startDate) => put({ startDate })}
          error={issues.start !== undefined}
        />
        <TimeField
          label={calls.form.startTime}
          value={draft.startTime}
          onChange={(startTime) => put({ startTime })}
        />
        <DurationField draft={draft} onChange={onChange} invalid={issues.duration !== undefined} />
      </Box>
      {(issues.start ?? issues.duration) && (
        <Typography variant="caption" role="alert" sx={{ color: 'error.main', mt: -1 }}>
          {words(issues.start ?? issues.duration)}
        </Typography>
      )}
      {/* What comes with a client stands below the fields, so that choosing one moves none of them. */}
      {known?.client.doNotCall && draft.direction === 'out' && (
        <Alert severity="warning" sx={{ py: 0 }}>
          {calls.phone.doNotCallTitle}
        </Alert>
      )}
      <People
        reaches={reaches}
        contactId={draft.contactId}
        number={draft.number}
        onPick={({ contactId, number }) => put({ contactId, ...(number === '' ? {} : { number }) })}
      />
      {known && <Background clientId={draft.clientId} card={known} />}
    </Box>
  );
}

interface BackgroundProps {
  readonly clientId: string;
  readonly card: Parameters<typeof reachesOf>[0];
}

/** What one wants to know while it rings: the client's time and how the last call went. */
function Background({ clientId, card }: BackgroundProps) {
  const { calls } = useTexts();
  const language = useLanguage();
  const { zone, politeness } = usePoliteness(card.client);
  const page = useLive('timeline.newest', { clientId, kinds: ['call'], limit: 1 });
  const [last] = page.value?.entries ?? [];
  const call = last?.kind === 'call' && last.call.clientId === clientId ? last.call : undefined;
  const when = call && toWallTime(call.startedAt, systemZone());
  return (
    <Box sx={{ typography: 'caption', color: 'text.secondary', display: 'grid', gap: 0.5 }}>
      {politeness && (
        <Box>
          {calls.phone.localTime('')}
          <ClientTime zone={zone} politeness={politeness} />
        </Box>
      )}
      {call && when && (
        <Box
          title={call.comment.slice(0, 500)}
          sx={{
            display: '-webkit-box',
            WebkitBoxOrient: 'vertical',
            WebkitLineClamp: 3,
            overflow: 'hidden',
            overflowWrap: 'anywhere',
          }}
        >
          {calls.form.lastCall}: {formatWeekdayDate(when.date, language, Number(nowIso().slice(0, 4)))},{' '}
          {when.time}, {calls.results[call.result]}
          {call.comment === '' ? '' : `. ${call.comment.slice(0, 500)}`}
        </Box>
      )}
    </Box>
  );
}

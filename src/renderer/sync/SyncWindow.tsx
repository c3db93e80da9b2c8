import { localDate } from '@shared/lib/dates';
import { type SyncEvent, syncOff } from '@shared/sync/contract';
import { wordsOf } from '@shared/texts/kinds-words';
import { useEffect, useId, useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { useLive, useStateOf } from '../ipc/use-live';
import { useLanguage, useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { nowIso, systemZone } from '../ui/clock';
import { DialogFrame } from '../ui/DialogFrame';
import { FailureText } from '../ui/FailureText';
import { flushTable } from '../ui/flush-table';
import { Stack } from '../ui/Stack';
import { Table, TableBody, TableCell, TableHead, TableRow } from '../ui/Table';
import { Typography } from '../ui/Typography';
import { formatRecent } from '../ui/when';
import { SyncState } from './SyncState';

/** «Синхронизация»: what each side has, what waits, what happened lately, and what can be done about it. */
export function SyncWindow({ onClose }: { readonly onClose: () => void }) {
  const { sync, common } = useTexts();
  const _title = useId();
  const status = useStateOf('sync.status') ?? syncOff;
  const now = useCommand('sync.now');
  const pause = useCommand('sync.pause');
  const paused = status.phase === 'paused';
  return (
    <DialogFrame
      title={sync.window}
      onClose={onClose}
      maxWidth="md"
      content={{ dividers: true, sx: { pb: 1 } }}
      actions={
        <>
          {status.phase !== 'off' && status.phase !== 'login-needed' && (
            <>
              <Button onClick={() => void pause.run({ paused: !paused })} disabled={pause.busy}>
                {paused ? sync.resume : sync.pause}
              </Button>
              {!paused && (
                <Button variant="contained" onClick={() => void now.run({})} title="F9">
                  {sync.now}
                </Button>
              )}
            </>
          )}
          <Button onClick={onClose}>{common.close}</Button>
        </>
      }
    >
      <Typography variant="h3" component="p" sx={{ mb: 0.5 }}>
        {[sync.phases[status.phase], status.server].filter(Boolean).join(' · ')}
      </Typography>
      {status.phase === 'off' ? <Typography>{sync.offText}</Typography> : <SyncState status={status} />}
      <Stack direction={{ xs: 'column', md: 'row' }} spacing={3} sx={{ mt: 2, alignItems: 'flex-start' }}>
        <Counts online={status.phase === 'online'} />
        <Events />
      </Stack>
      {now.error && <FailureText failure={now.error} />}
      {pause.error && <FailureText failure={pause.error} />}
    </DialogFrame>
  );
}

/** Living records of each kind on both sides. They differ while something waits, and in what only the server keeps. */
function Counts({ online }: { readonly online: boolean }) {
  const { sync, kinds } = useTexts();
  const language = useLanguage();
  const here = useLive('sync.counts', {});
  const there = useCommand('sync.serverCounts');
  const server = useServerCounts(online, there.run);
  return (
    <Table
      size="small"
      aria-label={sync.counts}
      sx={{ ...flushTable, width: 'auto', flexShrink: 0, '& th': { whiteSpace: 'nowrap' } }}
    >
      <TableHead>
        <TableRow>
          <TableCell>{sync.kind}</TableCell>
          <TableCell align="right">{sync.here}</TableCell>
          <TableCell align="right">{sync.waits}</TableCell>
          <TableCell align="right">{sync.there}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {(here.value ?? []).map(({ name, here: count, unsent }) => (
          <TableRow key={name}>
            <TableCell component="th" scope="row">
              {wordsOf(kinds, name)?.many ?? name}
            </TableCell>
            <TableCell align="right">{count.toLocaleString(language)}</TableCell>
            <TableCell align="right" sx={unsent > 0 ? { color: 'warning.main', fontWeight: 700 } : {}}>
              {unsent.toLocaleString(language)}
            </TableCell>
            <TableCell align="right">
              {server ? (server[name] ?? 0).toLocaleString(language) : sync.unknown}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const askAgainMs = 5000;

/** Asked while the window is open, every few seconds; undefined while the server is out of reach. */
function useServerCounts(
  online: boolean,
  run: (input: Record<string, never>) => Promise<Readonly<Record<string, number>> | undefined>,
): Readonly<Record<string, number>> | undefined {
  const [counts, setCounts] = useState<Readonly<Record<string, number>>>();
  useEffect(() => {
    if (!online) {
      setCounts(undefined);
      return;
    }
    let shown = true;
    const look = () => void run({}).then((found) => shown && setCounts(found));
    look();
    const timer = setInterval(look, askAgainMs);
    return () => {
      shown = false;
      clearInterval(timer);
    };
  }, [online, run]);
  return counts;
}

/** The last hundred events in plain words. */
function Events() {
  const { sync, errors } = useTexts();
  const language = useLanguage();
  const events = useStateOf('sync.journal') ?? [];
  const today = localDate(nowIso(), systemZone());
  const words = ({ kind, code, count }: SyncEvent): string =>
    kind === 'failed'
      ? (errors[code as keyof typeof errors] ?? errors.internal)({})
      : sync.events[kind](count);
  return (
    <Stack
      component="section"
      aria-label={sync.journal}
      tabIndex={0}
      sx={{ flex: 1, minWidth: 0, maxHeight: 380, overflow: 'auto', pr: 1 }}
    >
      <Typography variant="h3" component="h3" sx={{ mb: 0.5 }}>
        {sync.journal}
      </Typography>
      {events.length === 0 && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {sync.noEvents}
        </Typography>
      )}
      {events.map((event) => (
        <Typography
          key={`${event.at} ${event.kind} ${event.code}`}
          variant="body2"
          sx={{ display: 'flex', alignItems: 'baseline', gap: 1, py: 0.25 }}
        >
          <Typography component="span" variant="caption" sx={{ color: 'text.secondary', flexShrink: 0 }}>
            {formatRecent(event.at, language, today)}
          </Typography>
          {words(event)}
        </Typography>
      ))}
    </Stack>
  );
}

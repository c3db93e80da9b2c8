import { syncOff } from '@shared/sync/contract';
import { ask } from '../ipc/client';
import { useCommand } from '../ipc/use-command';
import { useStateOf } from '../ipc/use-live';
import { openOverlay } from '../services/overlays';
import { useAppStatus } from '../services/session';
import { useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { Stack } from '../ui/Stack';
import { Typography } from '../ui/Typography';
import { NetworkSettings } from './NetworkSettings';
import { ServerForm } from './ServerForm';
import { SyncState } from './SyncState';

/** «Обмен с сервером» in the settings: connect, see, disconnect. */
export function SyncSettings() {
  const { sync } = useTexts();
  const status = useStateOf('sync.status') ?? syncOff;
  const { demo, session } = useAppStatus();
  const disconnect = useCommand('sync.disconnect');
  if (status.phase === 'off' || status.phase === 'login-needed') {
    return (
      <Stack spacing={2}>
        {status.phase === 'off' ? (
          <>
            <Typography>{sync.offText}</Typography>
            <FailureText failure={status.error} />
          </>
        ) : (
          <SyncState status={status} />
        )}
        {demo && <Alert severity="warning">{sync.demoHint}</Alert>}
        <ServerForm onConnected={() => {}} />
        <NetworkSettings />
      </Stack>
    );
  }
  return (
    <Stack spacing={2}>
      <Typography variant="h3" component="p">
        {sync.phases[status.phase]} · {status.server}
      </Typography>
      <div>
        <SyncState status={status} />
        {session.series !== '' && <Typography variant="body2">{sync.series(session.series)}</Typography>}
      </div>
      <NetworkSettings />
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        <Button variant="contained" onClick={() => void ask('sync.now', {})} title="F9">
          {sync.now}
        </Button>
        <Button onClick={() => openOverlay({ kind: 'sync' })}>{sync.more}</Button>
        <Button color="error" onClick={() => void disconnect.run({})} disabled={disconnect.busy}>
          {sync.disconnect}
        </Button>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {sync.disconnectHint}
        </Typography>
      </Stack>
    </Stack>
  );
}

import CloudDoneIcon from '@mui/icons-material/CloudDoneOutlined';
import CloudOffIcon from '@mui/icons-material/CloudOffOutlined';
import CloudSyncIcon from '@mui/icons-material/CloudSyncOutlined';
import ComputerIcon from '@mui/icons-material/ComputerOutlined';
import ErrorIcon from '@mui/icons-material/ErrorOutlined';
import PauseIcon from '@mui/icons-material/PauseCircleOutlined';
import { type SyncPhase, syncOff } from '@shared/sync/contract';
import { type ReactNode, useState } from 'react';
import { ask } from '../ipc/client';
import { useStateOf } from '../ipc/use-live';
import { openOverlay } from '../services/overlays';
import { useTexts } from '../services/texts';
import { openSettings } from '../settings/open-settings';
import { Button } from '../ui/Button';
import { PlainButton } from '../ui/PlainButton';
import { Popover } from '../ui/Popover';
import { Stack } from '../ui/Stack';
import { Typography } from '../ui/Typography';
import { SyncState } from './SyncState';

const icons: Readonly<Record<SyncPhase, ReactNode>> = {
  off: <ComputerIcon />,
  connecting: <CloudSyncIcon />,
  online: <CloudDoneIcon />,
  offline: <CloudOffIcon />,
  paused: <PauseIcon />,
  error: <ErrorIcon />,
  'login-needed': <ErrorIcon />,
};

/** The exchange in the frame: онлайн, офлайн, N не отправлено, or an error; a click tells more. */
export function SyncIndicator() {
  const { sync } = useTexts();
  const status = useStateOf('sync.status') ?? syncOff;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { phase, unsent } = status;
  const wrong = phase === 'error' || phase === 'login-needed';
  const words =
    phase !== 'off' && unsent > 0 ? `${sync.phases[phase]} · ${sync.unsent(unsent)}` : sync.phases[phase];
  return (
    <>
      <PlainButton
        look={wrong ? 'error' : 'inherit'}
        icon={icons[phase]}
        onClick={(event) => setAnchor(event.currentTarget)}
        title={`${sync.indicator}: ${words}`}
        aria-haspopup="dialog"
        data-phase={phase}
        data-unsent={unsent}
      >
        <span aria-live="polite">{words}</span>
      </PlainButton>
      {anchor && (
        <Popover
          open
          anchorEl={anchor}
          onClose={() => setAnchor(null)}
          anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
          transformOrigin={{ vertical: 'top', horizontal: 'right' }}
          slotProps={{ paper: { role: 'dialog', 'aria-label': sync.indicator } }}
        >
          <Stack spacing={1} sx={{ p: 2, maxWidth: 460 }}>
            <Typography variant="h3" component="h2">
              {sync.phases[phase]}
            </Typography>
            {phase === 'off' ? (
              <Typography variant="body2">{sync.offText}</Typography>
            ) : (
              <SyncState status={status} />
            )}
            <Stack direction="row" spacing={1} sx={{ '& button': { whiteSpace: 'nowrap' } }}>
              {phase !== 'off' && phase !== 'login-needed' && phase !== 'paused' && (
                <Button variant="contained" onClick={() => void ask('sync.now', {})} title="F9">
                  {sync.now}
                </Button>
              )}
              {phase !== 'off' && (
                <Button
                  onClick={() => {
                    setAnchor(null);
                    openOverlay({ kind: 'sync' });
                  }}
                >
                  {sync.more}
                </Button>
              )}
              <Button
                onClick={() => {
                  setAnchor(null);
                  openSettings('sync');
                }}
              >
                {phase === 'off' ? sync.connect : sync.openSettings}
              </Button>
            </Stack>
          </Stack>
        </Popover>
      )}
    </>
  );
}

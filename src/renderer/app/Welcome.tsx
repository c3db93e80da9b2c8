import CloudIcon from '@mui/icons-material/CloudSyncOutlined';
import EmptyIcon from '@mui/icons-material/NoteAddOutlined';
import DemoIcon from '@mui/icons-material/StorefrontOutlined';
import { type ReactNode, useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { useStateOf } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { ServerForm } from '../sync/ServerForm';
import { Box } from '../ui/Box';
import { ButtonBase } from '../ui/ButtonBase';
import { FailureText } from '../ui/FailureText';
import { TextField } from '../ui/Field';
import { Paper } from '../ui/Paper';
import { LinearProgress } from '../ui/Progress';
import { Stack } from '../ui/Stack';
import { Typography } from '../ui/Typography';

/** The first run: three ways to begin, nothing else asked. */
export function Welcome() {
  const { app } = useTexts();
  const [userName, setUserName] = useState('');
  const [server, setServer] = useState(false);
  const begin = useCommand('app.begin');
  const progress = useStateOf('app.demoProgress');
  const error = useStateOf('sync.status')?.error;
  // Somebody turned this computer's base off from afar: say so, it is not a first run.
  const wiped = error?.code === 'sync-device-revoked' ? error : undefined;
  const start = (mode: 'empty' | 'demo') => void begin.run({ mode, userName });
  return (
    <Box sx={{ height: '100%', overflow: 'auto', display: 'grid', placeItems: 'center', p: 4 }}>
      <Box component="main" sx={{ width: '100%', maxWidth: 760 }}>
        <Typography variant="h1" sx={{ mb: 1 }}>
          {app.welcome.title}
        </Typography>
        {wiped && (
          <Box sx={{ mb: 3 }}>
            <FailureText failure={wiped} />
          </Box>
        )}
        <Typography sx={{ mb: 3, maxWidth: 620, color: 'text.secondary' }}>{app.welcome.lead}</Typography>
        {server ? (
          <ServerForm
            onBack={() => setServer(false)}
            onConnected={() => void begin.run({ mode: 'empty', userName: '' })}
          />
        ) : (
          <Stack spacing={2}>
            <TextField
              label={app.welcome.yourName}
              helperText={app.welcome.yourNameHint}
              value={userName}
              onChange={(event) => setUserName(event.target.value)}
              autoFocus
              sx={{ maxWidth: 420 }}
            />
            <ProxySettings
              icon={<DemoIcon />}
              title={app.welcome.demo}
              hint={app.welcome.demoHint}
              disabled={begin.busy}
              onClick={() => start('demo')}
            />
            <ProxySettings
              icon={<EmptyIcon />}
              title={app.welcome.empty}
              hint={app.welcome.emptyHint}
              disabled={begin.busy}
              onClick={() => start('empty')}
            />
            <ProxySettings
              icon={<CloudIcon />}
              title={app.welcome.server}
              hint={app.welcome.serverHint}
              disabled={begin.busy}
              onClick={() => setServer(true)}
            />
            {begin.busy && progress && (
              <Box role="status">
                <Typography sx={{ mb: 1 }}>{app.welcome.preparing}</Typography>
                <LinearProgress
                  aria-label={app.welcome.preparing}
                  variant="determinate"
                  value={(100 * progress.done) / Math.max(1, progress.total)}
                />
              </Box>
            )}
            <FailureText failure={begin.error} />
          </Stack>
        )}
      </Box>
    </Box>
  );
}

interface WayProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly hint: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

/** The whole card can be clicked, the button is its title: its name is what is read on it. */
function ProxySettings({ icon, title, hint, disabled, onClick }: WayProps) {
  return (
    <Paper
      variant="outlined"
      sx={{
        position: 'relative',
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        p: 2,
        '&:hover': { bgcolor: 'action.hover' },
        '& svg': { fontSize: 32, color: 'primary.main' },
      }}
    >
      {icon}
      <Box>
        <ButtonBase
          onClick={onClick}
          disabled={disabled}
          sx={{
            typography: 'h3',
            '&::after': { content: '""', position: 'absolute', inset: 0, borderRadius: 1 },
          }}
        >
          {title}
        </ButtonBase>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {hint}
        </Typography>
      </Box>
    </Paper>
  );
}

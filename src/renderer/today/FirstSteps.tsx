import ServerIcon from '@mui/icons-material/CloudSyncOutlined';
import ImportIcon from '@mui/icons-material/MoveToInbox';
import ClientIcon from '@mui/icons-material/PersonAddAlt1';
import DemoIcon from '@mui/icons-material/StorefrontOutlined';
import type { ReactNode } from 'react';
import { useCommand } from '../ipc/use-command';
import { useStateOf } from '../ipc/use-live';
import { runAction } from '../services/actions';
import { openOverlay } from '../services/overlays';
import { useTexts } from '../services/texts';
import { openSettings } from '../settings/open-settings';
import { Box } from '../ui/Box';
import { ButtonBase } from '../ui/ButtonBase';
import { FailureText } from '../ui/FailureText';
import { Paper } from '../ui/Paper';
import { LinearProgress } from '../ui/Progress';
import { Typography } from '../ui/Typography';

/** What to do with an empty database: the ways to the first clients. */
export function FirstSteps() {
  const { today, app } = useTexts();
  const words = today.firstSteps;
  const begin = useCommand('app.begin');
  const progress = useStateOf('app.demoProgress');
  const steps: readonly { icon: ReactNode; title: string; hint: string; go: () => void }[] = [
    {
      icon: <ClientIcon />,
      title: words.client,
      hint: words.clientHint,
      go: () => openOverlay({ kind: 'client' }),
    },
    { icon: <ImportIcon />, title: words.import, hint: words.importHint, go: () => runAction('go-import') },
    { icon: <ServerIcon />, title: words.server, hint: words.serverHint, go: () => openSettings() },
    {
      icon: <DemoIcon />,
      title: words.demo,
      hint: words.demoHint,
      go: () => void begin.run({ mode: 'demo', userName: '' }),
    },
  ];
  return (
    <Box sx={{ maxWidth: 820, pt: 1 }}>
      <Typography variant="h2" sx={{ mb: 0.5 }}>
        {words.title}
      </Typography>
      <Typography sx={{ mb: 2, color: 'text.secondary' }}>{words.text}</Typography>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' } }}>
        {steps.map(({ icon, title, hint, go }) => (
          <Paper key={title} variant="outlined" sx={{ overflow: 'hidden' }}>
            <ButtonBase
              onClick={go}
              disabled={begin.busy}
              sx={{
                width: '100%',
                height: '100%',
                justifyContent: 'flex-start',
                gap: 2,
                p: 2,
                textAlign: 'left',
                '&:hover': { bgcolor: 'action.hover' },
                '& svg': { fontSize: 30, color: 'primary.main' },
              }}
            >
              {icon}
              <Box>
                <Box sx={{ typography: 'h3' }}>{title}</Box>
                <Box sx={{ typography: 'body2', color: 'text.secondary' }}>{hint}</Box>
              </Box>
            </ButtonBase>
          </Paper>
        ))}
      </Box>
      {begin.busy && (
        <Box role="status" sx={{ mt: 2 }}>
          <Typography sx={{ mb: 1 }}>{app.welcome.preparing}</Typography>
          <LinearProgress
            aria-label={app.welcome.preparing}
            variant={progress ? 'determinate' : 'indeterminate'}
            value={progress ? (100 * progress.done) / Math.max(1, progress.total) : 0}
          />
        </Box>
      )}
      <FailureText failure={begin.error} />
    </Box>
  );
}

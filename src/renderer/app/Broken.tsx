import type { AppStatus } from '@shared/app/contract';
import type { ErrorCode } from '@shared/errors';
import { lazy, Suspense, useEffect, useState } from 'react';
import { ask } from '../ipc/client';
import { useCommand } from '../ipc/use-command';
import { useStateOf } from '../ipc/use-live';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { Paper } from '../ui/Paper';
import { Stack } from '../ui/Stack';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';

const RescuePanel = lazy(() => import('../backups/RescuePanel').then((m) => ({ default: m.RescuePanel })));
const RestoreDialog = lazy(() =>
  import('../backups/RestoreDialog').then((m) => ({ default: m.RestoreDialog })),
);

/** Where what can be saved of the database is offered. */
const rescued = new Set<ErrorCode>(['store-corrupt', 'store-missing', 'store-crashes']);

/** How many copies are offered where nothing can be rescued. */
const offered = 3;

/** The database did not open: what happened, what is kept, and the ways on. */
export function Broken({ status }: { readonly status: AppStatus }) {
  const { app } = useTexts();
  const empty = useCommand('app.startEmpty');
  const folder = useCommand('app.showStoreFolder');
  const again = useCommand('app.openAgain');
  const code = status.error?.code;
  return (
    <Box sx={{ height: '100%', overflow: 'auto', display: 'grid', placeItems: 'center', p: 4 }}>
      <Paper component="main" variant="outlined" sx={{ p: 4, maxWidth: 680, width: '100%' }}>
        <Typography variant="h1" sx={{ mb: 2 }}>
          {app.broken.title}
        </Typography>
        <Stack spacing={2}>
          <FailureText failure={status.error} />
          <Suspense fallback={null}>
            {code !== undefined && rescued.has(code) && <RescuePanel />}
            {code === 'store-wrong-key' && <LastCopies />}
          </Suspense>
          <Stack direction="row" spacing={1} sx={{ flexWrap: 'wrap' }}>
            <Button onClick={() => void again.run({})} disabled={again.busy}>
              {app.broken.tryAgain}
            </Button>
            <Button onClick={() => void folder.run({})}>{app.broken.showFolder}</Button>
            {code !== undefined && (rescued.has(code) || code === 'store-wrong-key') && (
              <Button onClick={() => void empty.run({})} disabled={empty.busy}>
                {app.broken.startEmpty}
              </Button>
            )}
          </Stack>
          <FailureText failure={empty.error ?? again.error} />
        </Stack>
      </Paper>
    </Box>
  );
}

/** The newest copies, each opened before it is taken. */
function LastCopies() {
  const { app, backups: words } = useTexts();
  const language = useLanguage();
  const backups = useStateOf('backups.state')?.backups ?? [];
  const [source, setSource] = useState('');
  useEffect(() => {
    void ask('backups.look', {});
  }, []);
  return (
    <Stack spacing={1}>
      {backups.length === 0 && <Typography>{app.broken.noCopies}</Typography>}
      {backups.slice(0, offered).map((copy, index) => (
        <Button
          key={copy.name}
          variant={index === 0 ? 'contained' : 'outlined'}
          onClick={() => setSource(copy.name)}
        >
          {words.restoreOf(formatInstant(copy.at, language))}
        </Button>
      ))}
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {app.broken.kept}
      </Typography>
      {source !== '' && <RestoreDialog source={source} onClose={() => setSource('')} />}
    </Stack>
  );
}

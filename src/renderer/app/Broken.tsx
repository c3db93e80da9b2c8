import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { AppStatus } from '@shared/app/contract';
import { useCommand } from '../ipc/use-command';
import { FailureText } from '../ui/FailureText';
import { formatInstant } from '../ui/when';
import { useLanguage, useTexts } from './texts';

/** The base did not open: what happened, what is kept, and the ways on. */
export function Broken({ status }: { readonly status: AppStatus }) {
  const { app } = useTexts();
  const language = useLanguage();
  const restore = useCommand('app.restoreCopy');
  const empty = useCommand('app.startEmpty');
  const folder = useCommand('app.showStoreFolder');
  const again = useCommand('app.openAgain');
  const damaged = status.error?.code === 'store-corrupt' || status.error?.code === 'store-wrong-key';
  return (
    <Box sx={{ height: '100%', overflow: 'auto', display: 'grid', placeItems: 'center', p: 4 }}>
      <Paper component="main" variant="outlined" sx={{ p: 4, maxWidth: 640, width: '100%' }}>
        <Typography variant="h1" sx={{ mb: 2 }}>
          {app.broken.title}
        </Typography>
        <Stack spacing={2}>
          <FailureText failure={status.error} />
          {damaged && (
            <>
              {status.copies.length === 0 && <Typography>{app.broken.noCopies}</Typography>}
              {status.copies.map((copy, index) => (
                <Button
                  key={copy.name}
                  variant={index === 0 ? 'contained' : 'outlined'}
                  onClick={() => void restore.run({ name: copy.name })}
                  disabled={restore.busy}
                >
                  {app.broken.restoreOf(formatInstant(copy.at, language))}
                </Button>
              ))}
              <Button onClick={() => void empty.run({})} disabled={empty.busy}>
                {app.broken.startEmpty}
              </Button>
              <Typography variant="body2" sx={{ color: 'text.secondary' }}>
                {app.broken.kept}
              </Typography>
            </>
          )}
          <Stack direction="row" spacing={1}>
            <Button onClick={() => void again.run({})} disabled={again.busy}>
              {app.broken.tryAgain}
            </Button>
            <Button onClick={() => void folder.run({})}>{app.broken.showFolder}</Button>
          </Stack>
          <FailureText failure={restore.error ?? empty.error ?? again.error} />
        </Stack>
      </Paper>
    </Box>
  );
}

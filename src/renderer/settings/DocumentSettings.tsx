import { syncOff } from '@shared/sync/contract';
import { ask } from '../ipc/client';
import { useCommand } from '../ipc/use-command';
import { useStateOf } from '../ipc/use-live';
import { useAppStatus } from '../services/session';
import { useSettings, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { Typography } from '../ui/Typography';

/** Where documents are saved and how they are numbered. */
export function DocumentSettings() {
  const { settings: words } = useTexts();
  const settings = useSettings();
  const { session } = useAppStatus();
  const sync = useStateOf('sync.status') ?? syncOff;
  const pick = useCommand('settings.pickDocumentsFolder');
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {words.documentsFolder}
        </Typography>
        <Typography sx={{ overflowWrap: 'anywhere' }}>
          {settings.documentsFolder || words.documentsFolderDefault}
        </Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
          {words.documentsFolderHint}
        </Typography>
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button variant="outlined" onClick={() => void pick.run({})} disabled={pick.busy}>
            {words.chooseFolder}
          </Button>
          {settings.documentsFolder !== '' && (
            <Button onClick={() => void ask('settings.usualDocumentsFolder', {})}>{words.usualFolder}</Button>
          )}
        </Box>
        <FailureText failure={pick.error} />
      </Box>
      <Box>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {words.series}
        </Typography>
        <Typography>
          {session.series}
          {sync.server === '' && (
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {' '}
              — {words.seriesProvisional}
            </Box>
          )}
        </Typography>
      </Box>
    </Box>
  );
}

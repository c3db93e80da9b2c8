import CloseIcon from '@mui/icons-material/Close';
import type { BackupsState } from '@shared/backups/contract';
import { useState } from 'react';
import { useTexts } from '../services/texts';
import { openSettings } from '../settings/open-settings';
import { Alert } from '../ui/Alert';
import { Button } from '../ui/Button';
import { IconButton } from '../ui/IconButton';

/** Says over every screen that the day's copy was not made where it belongs, until it is read or one was made. */
export function BackupWarning({ failure }: { readonly failure: NonNullable<BackupsState['failure']> }) {
  const { backups: words, errors } = useTexts();
  const [read, setRead] = useState('');
  if (read === failure.at) return null;
  return (
    <Alert
      severity="warning"
      data-code={failure.code}
      sx={{ borderRadius: 0, alignItems: 'center' }}
      action={
        <>
          <Button
            color="inherit"
            size="small"
            sx={{ whiteSpace: 'nowrap' }}
            onClick={() => {
              setRead(failure.at);
              openSettings('backups');
            }}
          >
            {words.openSettings}
          </Button>
          <IconButton
            color="inherit"
            size="small"
            aria-label={words.hideFailure}
            title={words.hideFailure}
            onClick={() => setRead(failure.at)}
          >
            <CloseIcon fontSize="small" />
          </IconButton>
        </>
      }
    >
      {words.failure(errors[failure.code](failure.data), failure.inProfile)}
    </Alert>
  );
}

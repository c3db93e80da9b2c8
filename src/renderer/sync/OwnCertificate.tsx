import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { ask } from '../ipc/client';
import { useCommand } from '../ipc/use-command';
import { useSettings, useTexts } from '../services/texts';
import { FailureText } from '../ui/FailureText';

/** A company's own certificate, trusted beside the usual ones. */
export function OwnCertificate() {
  const { sync } = useTexts();
  const { syncCertificate, syncCertificateName } = useSettings();
  const pick = useCommand('sync.pickCertificate');
  const isKept = syncCertificate !== '';
  return (
    <div>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        <Typography variant="body2" sx={{ flex: 1 }}>
          {isKept ? sync.certificateKept(syncCertificateName) : sync.certificate}
        </Typography>
        <Button onClick={() => void pick.run({})} disabled={pick.busy}>
          {sync.pickCertificate}
        </Button>
        {isKept && (
          <Button color="error" onClick={() => void ask('sync.forgetCertificate', {})}>
            {sync.forgetCertificate}
          </Button>
        )}
      </Stack>
      {!isKept && <FormHelperText>{sync.certificateNone}</FormHelperText>}
      <FailureText failure={pick.error?.code === 'not-confirmed' ? null : pick.error} />
    </div>
  );
}

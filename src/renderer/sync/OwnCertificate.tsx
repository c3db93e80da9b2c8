import { ask } from '../ipc/client';
import { useCommand } from '../ipc/use-command';
import { useSettings, useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { FormHelperText } from '../ui/Field';
import { Stack } from '../ui/Stack';
import { Typography } from '../ui/Typography';

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

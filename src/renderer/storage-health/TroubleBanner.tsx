import type { StorageHealth } from '@shared/storage-health/contract';
import { useCommand } from '../ipc/use-command';
import { useTexts } from '../services/texts';
import { Alert, AlertTitle } from '../ui/Alert';
import { Button } from '../ui/Button';
import { FailureCode } from '../ui/FailureCode';

/** Says that nothing can be saved just now, what to do, and that what was typed is kept. */
export function StorageHealthBanner({ storageHealth }: { readonly storageHealth: StorageHealth }) {
  const { storageHealth: words } = useTexts();
  const again = useCommand('storageHealth.tryAgain');
  const { code } = storageHealth.failure;
  const key = code === 'disk-full' || code === 'store-readonly' ? code : 'other';
  return (
    <Alert
      severity={storageHealth.healed ? 'success' : 'error'}
      data-code={code}
      sx={{ borderRadius: 0, alignItems: 'center' }}
      action={
        <Button
          color="inherit"
          size="small"
          sx={{ whiteSpace: 'nowrap' }}
          disabled={again.busy}
          onClick={() => void again.run({})}
        >
          {storageHealth.healed ? words.understood : words.tryAgain}
        </Button>
      }
    >
      {storageHealth.healed ? (
        code === 'store-restarted' ? (
          words.restarted
        ) : (
          words.healed
        )
      ) : (
        <>
          <AlertTitle sx={{ mb: 0 }}>{words.title[key]}</AlertTitle>
          {words.advice[key]} {words.drafts}
          <FailureCode code={code} />
        </>
      )}
    </Alert>
  );
}

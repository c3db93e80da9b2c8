import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import type { Trouble } from '@shared/trouble/contract';
import { useTexts } from '../app/texts';
import { useCommand } from '../ipc/use-command';
import { FailureCode } from '../ui/FailureCode';

/** Says that nothing can be saved just now, what to do, and that what was typed is kept. */
export function TroubleBanner({ trouble }: { readonly trouble: Trouble }) {
  const { trouble: words } = useTexts();
  const again = useCommand('trouble.tryAgain');
  const { code } = trouble.failure;
  const key = code === 'disk-full' || code === 'store-readonly' ? code : 'other';
  return (
    <Alert
      severity={trouble.healed ? 'success' : 'error'}
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
          {trouble.healed ? words.understood : words.tryAgain}
        </Button>
      }
    >
      {trouble.healed ? (
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

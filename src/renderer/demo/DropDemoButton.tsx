import { useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { useTexts } from '../services/texts';
import { Button, type ButtonProps } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { FailureText } from '../ui/FailureText';

/** Drops the demo database, having asked. */
export function DropDemoButton(props: Pick<ButtonProps, 'size' | 'variant' | 'color'>) {
  const { app } = useTexts();
  const drop = useCommand('app.dropDemo');
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button {...props} onClick={() => setAsking(true)} disabled={drop.busy}>
        {app.demo.drop}
      </Button>
      <FailureText failure={drop.error} />
      {asking && (
        <ConfirmDialog
          title={app.demo.drop}
          text={app.demo.confirm}
          action={app.demo.drop}
          onConfirm={() => void drop.run({})}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

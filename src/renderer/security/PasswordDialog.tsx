import { useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { FormDialog } from '../ui/FormDialog';
import { Stack } from '../ui/Stack';
import { Typography } from '../ui/Typography';
import { isReady, NewPassword, noPassword } from './NewPassword';
import { PasswordField } from './PasswordField';
import { RecoveryCode } from './RecoveryCode';

export type PasswordAction = 'set' | 'change' | 'remove' | 'new-code';

interface Props {
  readonly action: PasswordAction;
  readonly onClose: () => void;
}

/** Sets, changes or removes the password; a first password, and a wish for one, end with the recovery code. */
export function PasswordDialog({ action, onClose }: Props) {
  const { security } = useTexts();
  const words = security.dialog;
  const [present, setPresent] = useState('');
  const [typed, setTyped] = useState(noPassword);
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const setPassword = useCommand('security.setPassword');
  const newCode = useCommand('security.newRecoveryCode');
  if (code) return <RecoveryCode code={code} onClose={onClose} />;

  const choosing = action === 'set' || action === 'change';
  const titles = {
    set: words.set,
    change: words.change,
    remove: words.remove,
    'new-code': words.newCodeTitle,
  };
  const labels = { set: words.set, change: words.change, remove: words.remove, 'new-code': words.makeCode };
  const ready = (action === 'set' || present !== '') && (!choosing || isReady(typed));
  const submit = async () => {
    setTried(true);
    if (!ready) return;
    if (action !== 'new-code') {
      const next = choosing ? typed.password : '';
      if ((await setPassword.run({ present, next })) === undefined) return;
      if (action === 'change') notify(words.changed);
      if (action === 'remove') notify(words.removed);
      if (action !== 'set') {
        onClose();
        return;
      }
    }
    const made = await newCode.run({ password: action === 'set' ? typed.password : present });
    if (made) setCode(made.code);
  };
  return (
    <FormDialog
      title={titles[action]}
      submitLabel={labels[action]}
      onClose={onClose}
      onSubmit={() => void submit()}
      busy={setPassword.busy || newCode.busy}
      busyText={words.working}
      enterSubmits
      failure={setPassword.error ?? newCode.error}
      maxWidth="xs"
    >
      <Stack spacing={2} sx={{ pt: 0.5 }}>
        {action === 'remove' && <Typography>{words.removeText}</Typography>}
        {action === 'new-code' && <Typography>{words.newCodeText}</Typography>}
        {action !== 'set' && (
          <PasswordField
            label={words.present}
            value={present}
            onChange={setPresent}
            error={tried && present === ''}
            autoFocus
          />
        )}
        {choosing && (
          <NewPassword
            value={typed}
            onChange={setTyped}
            label={action === 'set' ? words.password : words.next}
            repeatLabel={words.repeat}
            autoFocus={action === 'set'}
            tried={tried}
          />
        )}
      </Stack>
    </FormDialog>
  );
}

import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { notify } from '../app/notices';
import { useTexts } from '../app/texts';
import { useCommand } from '../ipc/use-command';
import { FormDialog } from '../ui/FormDialog';
import { isReady, NewPassword, noPassword } from './NewPassword';
import { PasswordField } from './PasswordField';
import { RecoveryCode } from './RecoveryCode';

export type PasswordDeed = 'set' | 'change' | 'remove' | 'new-code';

interface Props {
  readonly deed: PasswordDeed;
  readonly onClose: () => void;
}

/** Sets, changes or removes the password; a first password, and a wish for one, end with the recovery code. */
export function PasswordDialog({ deed, onClose }: Props) {
  const { security } = useTexts();
  const words = security.dialog;
  const [present, setPresent] = useState('');
  const [typed, setTyped] = useState(noPassword);
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const setPassword = useCommand('security.setPassword');
  const newCode = useCommand('security.newRecoveryCode');
  if (code) return <RecoveryCode code={code} onClose={onClose} />;

  const choosing = deed === 'set' || deed === 'change';
  const titles = {
    set: words.set,
    change: words.change,
    remove: words.remove,
    'new-code': words.newCodeTitle,
  };
  const labels = { set: words.set, change: words.change, remove: words.remove, 'new-code': words.makeCode };
  const ready = (deed === 'set' || present !== '') && (!choosing || isReady(typed));
  const submit = async () => {
    setTried(true);
    if (!ready) return;
    if (deed !== 'new-code') {
      const next = choosing ? typed.password : '';
      if ((await setPassword.run({ present, next })) === undefined) return;
      if (deed === 'change') notify(words.changed);
      if (deed === 'remove') notify(words.removed);
      if (deed !== 'set') {
        onClose();
        return;
      }
    }
    const made = await newCode.run({ password: deed === 'set' ? typed.password : present });
    if (made) setCode(made.code);
  };
  return (
    <FormDialog
      title={titles[deed]}
      submitLabel={labels[deed]}
      onClose={onClose}
      onSubmit={() => void submit()}
      busy={setPassword.busy || newCode.busy}
      busyText={words.working}
      enterSubmits
      failure={setPassword.error ?? newCode.error}
      maxWidth="xs"
    >
      <Stack spacing={2} sx={{ pt: 0.5 }}>
        {deed === 'remove' && <Typography>{words.removeText}</Typography>}
        {deed === 'new-code' && <Typography>{words.newCodeText}</Typography>}
        {deed !== 'set' && (
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
            label={deed === 'set' ? words.password : words.next}
            repeatLabel={words.repeat}
            autoFocus={deed === 'set'}
            tried={tried}
          />
        )}
      </Stack>
    </FormDialog>
  );
}

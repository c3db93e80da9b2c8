import type { LockState } from '@shared/security/contract';
import { type FormEvent, useRef, useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { FailureText } from '../ui/FailureText';
import { TextField } from '../ui/Field';
import { useFirstError } from '../ui/first-error';
import { Stack } from '../ui/Stack';
import { Typography } from '../ui/Typography';
import { isReady, NewPassword, noPassword } from './NewPassword';
import { useWait } from './use-wait';

/** «Забыли пароль?»: the recovery code and a new password; without a code, the one way that is left. */
export function Recover({ lock, onBack }: { readonly lock: LockState; readonly onBack: () => void }) {
  const { security } = useTexts();
  const words = security.recover;
  const [code, setCode] = useState('');
  const [typed, setTyped] = useState(noPassword);
  const [asking, setAsking] = useState(false);
  const recover = useCommand('security.recover');
  const startOver = useCommand('security.startOver');
  const wait = useWait(lock.waitUntil);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const mistakes = useFirstError(form);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (recover.busy || wait > 0) return;
    if (code.trim() === '' || !isReady(typed)) return mistakes.goTo();
    void recover.run({ code, password: typed.password });
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack spacing={2}>
        <Typography variant="h1">{words.title}</Typography>
        {lock.recoveryCodeAt ? (
          <>
            <Typography sx={{ color: 'text.secondary' }}>{words.lead}</Typography>
            <TextField
              label={words.code}
              value={code}
              onChange={(event) => setCode(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                event.currentTarget.closest('form')?.requestSubmit();
              }}
              helperText={words.codeHint}
              error={tried && code.trim() === ''}
              autoFocus
              multiline
              slotProps={{
                htmlInput: {
                  maxLength: 200,
                  spellCheck: false,
                  autoComplete: 'off',
                  style: { fontFamily: 'monospace' },
                },
              }}
            />
            <NewPassword
              value={typed}
              onChange={setTyped}
              label={words.newPassword}
              repeatLabel={words.repeat}
              tried={tried}
            />
            <FailureText failure={recover.error} />
            <Typography role="alert" variant="body2" sx={{ color: 'error.main' }}>
              {mistakes.said}
            </Typography>
            <Button type="submit" variant="contained" size="large" disabled={recover.busy || wait > 0}>
              {recover.busy ? security.lock.opening : wait > 0 ? security.lock.wait(wait) : words.submit}
            </Button>
          </>
        ) : (
          <Typography>
            {words.noCode} {words.noWay}
          </Typography>
        )}
        <FailureText failure={startOver.error} />
        <Button onClick={onBack} sx={{ alignSelf: 'center' }}>
          {words.back}
        </Button>
        <Button color="error" onClick={() => setAsking(true)} sx={{ alignSelf: 'center' }}>
          {words.startOver}
        </Button>
      </Stack>
      {asking && (
        <ConfirmDialog
          title={words.startOver}
          text={words.startOverConfirm}
          action={words.startOver}
          onConfirm={() => void startOver.run({})}
          onClose={() => setAsking(false)}
        />
      )}
    </form>
  );
}

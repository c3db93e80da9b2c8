import LockIcon from '@mui/icons-material/LockOutlined';
import type { LockState } from '@shared/security/contract';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { useStateOf } from '../ipc/use-live';
import { noteLocked } from '../services/return';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { Paper } from '../ui/Paper';
import { Stack } from '../ui/Stack';
import { Typography } from '../ui/Typography';
import { PasswordField } from './PasswordField';
import { Recover } from './Recover';
import { useWait } from './use-wait';

/** «Картотека заблокирована»: the only thing a locked window shows. */
export function LockScreen() {
  const lock = useStateOf('app.lock');
  const [forgotten, setForgotten] = useState(false);
  useEffect(noteLocked, []);
  if (!lock) return null;
  return (
    <Box sx={{ height: '100%', overflow: 'auto', display: 'grid', placeItems: 'center', p: 4 }}>
      <Paper component="main" variant="outlined" sx={{ p: 4, maxWidth: 460, width: '100%' }}>
        {forgotten ? (
          <Recover lock={lock} onBack={() => setForgotten(false)} />
        ) : (
          <Unlock lock={lock} onForgotten={() => setForgotten(true)} />
        )}
      </Paper>
    </Box>
  );
}

function Unlock({ lock, onForgotten }: { readonly lock: LockState; readonly onForgotten: () => void }) {
  const { security } = useTexts();
  const words = security.lock;
  const [password, setPassword] = useState('');
  const unlock = useCommand('security.unlock');
  const [serverPassword, setServerPassword] = useState('');
  const offer = useCommand('sync.offerPassword');
  // The lease ran out and the server's session has ended: it asks for its own password once.
  const wantsServer = unlock.error?.code === 'sync-login-again' || serverPassword !== '';
  const field = useRef<HTMLInputElement>(null);
  const wait = useWait(lock.waitUntil);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (unlock.busy || wait > 0) return;
    if (wantsServer) await offer.run({ password: serverPassword });
    const opened = await unlock.run({ password });
    if (opened === undefined) field.current?.select();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack spacing={2}>
        <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}>
          <LockIcon color="primary" sx={{ fontSize: 32 }} />
          <Typography variant="h1">{words.title}</Typography>
        </Box>
        <Typography sx={{ color: 'text.secondary' }}>{words.reasons[lock.reason]}</Typography>
        {lock.password && (
          <PasswordField
            label={words.password}
            value={password}
            onChange={setPassword}
            inputRef={field}
            autoFocus
          />
        )}
        {wantsServer && (
          <PasswordField label={words.serverPassword} value={serverPassword} onChange={setServerPassword} />
        )}
        <FailureText failure={unlock.error} />
        <Button
          type="submit"
          variant="contained"
          size="large"
          disabled={unlock.busy || wait > 0 || (lock.password && password === '')}
        >
          {unlock.busy
            ? words.opening
            : wait > 0
              ? words.wait(wait)
              : lock.password
                ? words.open
                : words.tryAgain}
        </Button>
        {lock.password && (
          <Button onClick={onForgotten} sx={{ alignSelf: 'center' }}>
            {words.forgot}
          </Button>
        )}
      </Stack>
    </form>
  );
}

import { useRef, useState } from 'react';
import { useViewSetting } from '../drafts/use-draft';
import { useCommand } from '../ipc/use-command';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { TextField } from '../ui/Field';
import { Stack } from '../ui/Stack';

interface Props {
  readonly onConnected: () => void;
  /** Given where there is somewhere to go back to. */
  readonly onBack?: () => void;
}

/** Server, login and password; what was used last is there, the password never is. */
export function ServerForm({ onConnected, onBack }: Props) {
  const { sync, common } = useTexts();
  const [account, setAccount] = useViewSetting('server-account', { server: '', login: '' });
  const [password, setPassword] = useState('');
  const connect = useCommand('sync.connect');
  const form = useRef<HTMLFormElement>(null);
  const submit = async () => {
    if (!form.current?.reportValidity()) return;
    if ((await connect.run({ ...account, password })) === undefined) return;
    setPassword('');
    notify(sync.connected);
    onConnected();
  };
  return (
    <Box
      component="form"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      sx={{ maxWidth: 460 }}
    >
      <Stack spacing={2}>
        <TextField
          label={sync.server}
          helperText={sync.serverHint}
          value={account.server}
          onChange={(event) => setAccount({ ...account, server: event.target.value })}
          required
          autoFocus={onBack !== undefined}
          slotProps={{ htmlInput: { maxLength: 500, spellCheck: false }, inputLabel: { required: false } }}
        />
        <TextField
          label={sync.login}
          value={account.login}
          onChange={(event) => setAccount({ ...account, login: event.target.value })}
          required
          autoComplete="username"
          slotProps={{ htmlInput: { maxLength: 120, spellCheck: false }, inputLabel: { required: false } }}
        />
        <TextField
          label={sync.password}
          type="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          required
          autoComplete="current-password"
          slotProps={{ htmlInput: { maxLength: 500 }, inputLabel: { required: false } }}
        />
        <FailureText failure={connect.error} />
        <Stack direction="row" spacing={1}>
          <Button type="submit" variant="contained" disabled={connect.busy}>
            {connect.busy ? sync.connecting : sync.connect}
          </Button>
          {onBack && <Button onClick={onBack}>{common.back}</Button>}
        </Stack>
      </Stack>
    </Box>
  );
}

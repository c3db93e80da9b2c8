import { useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { useSettings, useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { TextField } from '../ui/Field';
import { Stack } from '../ui/Stack';

/** Name and password for a proxy that wants them; the password is kept sealed and never comes back to the window. */
export function ProxyAccount() {
  const { sync } = useTexts();
  const { syncProxyUser } = useSettings();
  const [user, setUser] = useState(syncProxyUser);
  const [password, setPassword] = useState('');
  const save = useCommand('sync.proxyAccount');
  const name = user.trim();
  const isKept = syncProxyUser !== '' && name === syncProxyUser;
  const canSave = name === '' ? syncProxyUser !== '' : password !== '';
  const submit = async () => {
    const saved = await save.run({ user: name, password: name === '' ? '' : password });
    if (saved !== undefined) setPassword('');
  };
  return (
    <Stack
      component="form"
      direction="row"
      spacing={1.5}
      sx={{ alignItems: 'flex-start' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (canSave) void submit();
      }}
    >
      <TextField
        label={sync.proxyUser}
        value={user}
        onChange={(event) => setUser(event.target.value)}
        sx={{ flex: 1 }}
        slotProps={{ htmlInput: { maxLength: 200, spellCheck: false, autoComplete: 'off' } }}
      />
      <TextField
        label={sync.proxyPassword}
        type="password"
        value={password}
        placeholder={isKept ? sync.proxyPasswordKept : ''}
        helperText={sync.proxyPasswordHint}
        onChange={(event) => setPassword(event.target.value)}
        sx={{ flex: 1 }}
        slotProps={{
          htmlInput: { maxLength: 500, autoComplete: 'off' },
          inputLabel: isKept ? { shrink: true } : {},
        }}
      />
      <Button type="submit" disabled={!canSave || save.busy} sx={{ mt: 0.5 }}>
        {sync.proxySave}
      </Button>
    </Stack>
  );
}

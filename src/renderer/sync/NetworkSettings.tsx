import { useState } from 'react';
import { ask } from '../ipc/client';
import { useSettings, useTexts } from '../services/texts';
import { TextField } from '../ui/Field';
import { FormControlLabel } from '../ui/FormControlLabel';
import { Stack } from '../ui/Stack';
import { Switch } from '../ui/Switch';
import { OwnCertificate } from './OwnCertificate';
import { ProxyAccount } from './ProxyAccount';

/** A proxy without a password: one with it would lie readable in the settings. */
const proxyAddress = /^(https?:\/\/[^\s@/]+)?$/i;

/** How the server is reached: a proxy, and a network that costs money. */
export function NetworkSettings() {
  const { sync } = useTexts();
  const { syncProxy, syncLowTraffic } = useSettings();
  const [proxy, setProxy] = useState(syncProxy);
  const wrong = !proxyAddress.test(proxy.trim());
  const save = () => {
    if (wrong || proxy.trim() === syncProxy) return;
    void ask('sync.setProxy', { proxy: proxy.trim() }).then(({ ok }) => {
      if (!ok) setProxy(syncProxy);
    });
  };
  return (
    <Stack spacing={1.5} sx={{ maxWidth: 560 }}>
      <FormControlLabel
        control={
          <Switch
            checked={syncLowTraffic}
            onChange={(event) => void ask('settings.change', { syncLowTraffic: event.target.checked })}
          />
        }
        label={sync.lowTraffic}
      />
      <TextField
        label={sync.proxy}
        value={proxy}
        placeholder="http://proxy.example.ru:3128"
        error={wrong}
        helperText={wrong ? sync.proxyWrong : sync.proxyHint}
        onChange={(event) => setProxy(event.target.value)}
        onBlur={save}
        slotProps={{ htmlInput: { maxLength: 300, spellCheck: false } }}
      />
      <ProxyAccount />
      <OwnCertificate />
    </Stack>
  );
}

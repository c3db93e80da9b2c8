import LockIcon from '@mui/icons-material/LockOutlined';
import { autoLockChoices, type LockState } from '@shared/security/contract';
import { lazy, Suspense, useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { useStateOf } from '../ipc/use-live';
import { useAppStatus } from '../services/session';
import { useLanguage, useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { FormHelperText } from '../ui/Field';
import { FormControlLabel } from '../ui/FormControlLabel';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { Switch } from '../ui/Switch';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';
import type { PasswordAction } from './PasswordDialog';

const PasswordDialog = lazy(() => import('./PasswordDialog').then((m) => ({ default: m.PasswordDialog })));

/** «Защита»: how the database is protected, the password and what goes with it. */
export function SecuritySettings() {
  const { settings: words, security, app } = useTexts();
  const { keyProtection } = useAppStatus();
  const lock = useStateOf('app.lock');
  const [action, setAction] = useState<PasswordAction>();
  if (!lock) return null;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <LockIcon color="success" />
        <Typography>{words.encrypted}</Typography>
      </Box>
      {lock.password ? (
        <WithPassword lock={lock} onAction={setAction} />
      ) : (
        <>
          <Typography>{security.settings.noPassword}</Typography>
          {keyProtection === 'weak' && <Alert severity="warning">{app.weakKey}</Alert>}
          <Box>
            <Button variant="outlined" onClick={() => setAction('set')}>
              {security.settings.setPassword}
            </Button>
          </Box>
        </>
      )}
      {action && (
        <Suspense fallback={null}>
          <PasswordDialog action={action} onClose={() => setAction(undefined)} />
        </Suspense>
      )}
    </Box>
  );
}

interface WithPasswordProps {
  readonly lock: LockState;
  readonly onAction: (action: PasswordAction) => void;
}

function WithPassword({ lock, onAction }: WithPasswordProps) {
  const { security } = useTexts();
  const words = security.settings;
  const language = useLanguage();
  const lockNow = useCommand('security.lock');
  const askAtStart = useCommand('security.setAskAtStart');
  const autoLock = useCommand('security.setAutoLock');
  return (
    <>
      <Typography>{words.hasPassword}</Typography>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button variant="outlined" onClick={() => onAction('change')}>
          {words.changePassword}
        </Button>
        <Button variant="outlined" onClick={() => void lockNow.run({})} title="Ctrl+Shift+L">
          {words.lockNow}
        </Button>
        <Button onClick={() => onAction('remove')}>{words.removePassword}</Button>
      </Box>
      <Box>
        <FormControlLabel
          control={
            <Switch
              checked={lock.askAtStart}
              disabled={!lock.systemKeyStore || askAtStart.busy}
              onChange={(event) => void askAtStart.run({ ask: event.target.checked })}
              slotProps={{ input: { 'aria-describedby': 'ask-at-start-hint' } }}
            />
          }
          label={words.askAtStart}
        />
        <FormHelperText id="ask-at-start-hint">
          {lock.systemKeyStore ? words.askAtStartHint : words.noKeyStore}
        </FormHelperText>
      </Box>
      <Select
        label={words.autoLock}
        value={lock.autoLockMinutes}
        helperText={words.autoLockHint}
        onChange={(event) => void autoLock.run({ minutes: Number(event.target.value) })}
        sx={{ maxWidth: 460 }}
      >
        {autoLockChoices.map((minutes) => (
          <MenuItem key={minutes} value={minutes}>
            {words.autoLockChoices[minutes]}
          </MenuItem>
        ))}
      </Select>
      {lock.recoveryCodeAt ? (
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
          <Typography>{words.recoveryMade(formatInstant(lock.recoveryCodeAt, language))}</Typography>
          <Button onClick={() => onAction('new-code')}>{words.newCode}</Button>
        </Box>
      ) : (
        <Alert
          severity="warning"
          action={
            <Button color="inherit" onClick={() => onAction('new-code')}>
              {words.firstCode}
            </Button>
          }
        >
          {words.recoveryNone}
        </Alert>
      )}
      <FailureText failure={lockNow.error ?? askAtStart.error ?? autoLock.error} />
    </>
  );
}

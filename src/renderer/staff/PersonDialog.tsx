import type { Staff, StaffPerson } from '@shared/staff/contract';
import type { UserRole } from '@shared/users/schema';
import { useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { TextField } from '../ui/Field';
import { FormControlLabel } from '../ui/FormControlLabel';
import { FormDialog } from '../ui/FormDialog';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { Stack } from '../ui/Stack';
import { Switch } from '../ui/Switch';
import { Typography } from '../ui/Typography';
import { PasswordShown } from './PasswordShown';

interface Props {
  readonly staff: Staff;
  /** Nobody: a new person. */
  readonly person: StaffPerson | undefined;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** A new colleague, or a present one: name, role, team, whether he may sign in, a new password. */
export function PersonDialog({ staff, person, onClose, onChanged }: Props) {
  const { staff: words } = useTexts();
  const [login, setLogin] = useState('');
  const [name, setName] = useState(person?.name ?? '');
  const [role, setRole] = useState<UserRole>(person?.role ?? 'seller');
  const [team, setTeam] = useState(person?.team ?? (person ? '' : (staff.teams[0]?.id ?? '')));
  const [mayEnter, setMayEnter] = useState(!person?.disabled);
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState('');
  const [asking, setAsking] = useState(false);
  const add = useCommand('staff.add');
  const change = useCommand('staff.change');
  const renew = useCommand('staff.newPassword');
  const close = () => {
    onChanged();
    onClose();
  };
  const submit = async () => {
    if (person) {
      const fields = { id: person.id, name: name.trim(), role, team, disabled: !mayEnter };
      if ((await change.run(fields)) === undefined) return;
      notify(words.saved);
      close();
      return;
    }
    const made = await add.run({ login: login.trim(), name: name.trim(), role, team, password });
    if (!made) return;
    notify(words.added);
    if (made.password === '') close();
    else setShown(made.password);
  };
  if (shown !== '') return <PasswordShown name={name} password={shown} onClose={close} />;
  const isAdmin = staff.mayGive.includes('admin');
  return (
    <FormDialog
      title={person ? words.editOf(person.name) : words.addTitle}
      submitLabel={person ? words.save : words.add}
      onClose={onClose}
      onSubmit={() => void submit()}
      busy={add.busy || change.busy}
      enterSubmits
      incomplete={name.trim() === '' || (!person && login.trim() === '')}
      failure={add.error ?? change.error ?? renew.error}
      extra={person && <Button onClick={() => setAsking(true)}>{words.newPassword}</Button>}
    >
      <Stack spacing={2} sx={{ pt: 1 }}>
        <TextField
          label={words.name}
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
          autoFocus
          slotProps={{ htmlInput: { maxLength: 300 }, inputLabel: { required: false } }}
        />
        {!person && (
          <TextField
            label={words.login}
            value={login}
            onChange={(event) => setLogin(event.target.value)}
            required
            slotProps={{ htmlInput: { maxLength: 120, spellCheck: false }, inputLabel: { required: false } }}
          />
        )}
        <Select label={words.role} value={role} onChange={(event) => setRole(event.target.value as UserRole)}>
          {staff.mayGive.map((one) => (
            <MenuItem key={one} value={one}>
              {words.roles[one]}
            </MenuItem>
          ))}
        </Select>
        <Select
          label={words.team}
          value={team}
          onChange={(event) => setTeam(event.target.value)}
          {...(person ? { helperText: words.moves } : {})}
        >
          {(isAdmin || person?.team === null) && <MenuItem value="">{words.noTeam}</MenuItem>}
          {staff.teams.map(({ id, name: teamName }) => (
            <MenuItem key={id} value={id}>
              {teamName}
            </MenuItem>
          ))}
        </Select>
        {person ? (
          <div>
            <FormControlLabel
              control={<Switch checked={mayEnter} onChange={(event) => setMayEnter(event.target.checked)} />}
              label={words.mayEnter}
            />
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              {words.mayEnterHint}
            </Typography>
          </div>
        ) : (
          <TextField
            label={words.password}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            helperText={words.passwordHint}
            autoComplete="off"
            slotProps={{ htmlInput: { maxLength: 500, spellCheck: false } }}
          />
        )}
      </Stack>
      {asking && person && (
        <ConfirmDialog
          title={words.newPassword}
          text={words.newPasswordAsk(person.name)}
          action={words.newPassword}
          onClose={() => setAsking(false)}
          onConfirm={() => void renew.run({ id: person.id }).then((made) => made && setShown(made.password))}
        />
      )}
    </FormDialog>
  );
}

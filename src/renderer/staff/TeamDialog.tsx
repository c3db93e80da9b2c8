import type { Staff, StaffTeam } from '@shared/staff/contract';
import { useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { TextField } from '../ui/Field';
import { FormDialog } from '../ui/FormDialog';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { Stack } from '../ui/Stack';

interface Props {
  readonly staff: Staff;
  /** None: a new team. */
  readonly team: StaffTeam | undefined;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** A team's name and who answers for it. */
export function TeamDialog({ staff, team, onClose, onChanged }: Props) {
  const { staff: words } = useTexts();
  const [name, setName] = useState(team?.name ?? '');
  const [head, setHead] = useState(team?.head ?? '');
  const save = useCommand('staff.saveTeam');
  const submit = async () => {
    if ((await save.run({ id: team?.id ?? '', name: name.trim(), head })) === undefined) return;
    notify(words.saved);
    onChanged();
    onClose();
  };
  const heads = staff.people.filter(({ role, id }) => role !== 'seller' || id === head);
  return (
    <FormDialog
      title={team ? words.editOf(team.name) : words.addTeam}
      submitLabel={words.save}
      onClose={onClose}
      onSubmit={() => void submit()}
      busy={save.busy}
      enterSubmits
      incomplete={name.trim() === ''}
      failure={save.error}
      maxWidth="xs"
    >
      <Stack spacing={2} sx={{ pt: 1 }}>
        <TextField
          label={words.teamName}
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
          autoFocus
          slotProps={{ htmlInput: { maxLength: 120 }, inputLabel: { required: false } }}
        />
        <Select label={words.head} value={head} onChange={(event) => setHead(event.target.value)}>
          <MenuItem value="">{words.noHead}</MenuItem>
          {heads.map(({ id, name: person }) => (
            <MenuItem key={id} value={id}>
              {person}
            </MenuItem>
          ))}
        </Select>
      </Stack>
    </FormDialog>
  );
}

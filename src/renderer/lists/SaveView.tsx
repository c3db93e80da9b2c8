import { type Sharing, sharings } from '@shared/lib/access';
import type { ListedKind } from '@shared/lists/contract';
import type { View } from '@shared/views/schema';
import { useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { Checkbox } from '../ui/Checkbox';
import { TextField } from '../ui/Field';
import { FormControlLabel } from '../ui/FormControlLabel';
import { FormDialog } from '../ui/FormDialog';
import { MenuItem } from '../ui/Menu';
import type { Look } from './look';

interface Props {
  readonly kind: ListedKind;
  readonly look: Look;
  /** The view that is changed; a new one without it. */
  readonly view?: View | undefined;
  readonly onSaved: (id: string) => void;
  readonly onClose: () => void;
}

/** What a view is called, who sees it and where it stands. */
export function SaveView({ kind, look, view, onSaved, onClose }: Props) {
  const texts = useTexts().lists.save;
  const save = useCommand('views.save');
  const remove = useCommand('views.remove');
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState<Sharing>(view?.shared ?? 'mine');
  const [pinned, setPinned] = useState(view?.pinned ?? false);
  const [isDefault, setDefault] = useState(view?.isDefault ?? false);
  const unnamed = name.trim() === '';
  const submit = async () => {
    const made = await save.run({
      ...{ id: view?.id ?? '', name: name.trim(), kind, shared, pinned, isDefault, layout: 'table' },
      ...{ filter: look.filter, grouping: look.grouping },
      ...{ columns: [...look.columns], order: [...look.order], sums: [...look.sums] },
    });
    if (!made) return;
    notify(texts.done);
    onSaved(made.id);
  };
  return (
    <FormDialog
      title={view ? texts.change : texts.title}
      submitLabel={view ? texts.keep : texts.create}
      onSubmit={submit}
      onClose={onClose}
      busy={save.busy}
      failure={save.error ?? remove.error}
      incomplete={unnamed}
      enterSubmits
      maxWidth="xs"
      extra={
        view && (
          <Button
            color="error"
            onClick={async () => {
              if ((await remove.run({ id: view.id })) === undefined) return;
              notify(texts.removed);
              onSaved('');
            }}
          >
            {texts.remove}
          </Button>
        )
      }
    >
      <TextField
        autoFocus
        required
        fullWidth
        label={texts.name}
        value={name}
        error={unnamed}
        helperText={unnamed ? texts.noName : ''}
        onChange={(event) => setName(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 120 } }}
      />
      <TextField
        select
        fullWidth
        label={texts.shared}
        value={shared}
        onChange={(event) => setShared(event.target.value as Sharing)}
      >
        {sharings.map((one) => (
          <MenuItem key={one} value={one}>
            {texts.sharings[one]}
          </MenuItem>
        ))}
      </TextField>
      <FormControlLabel
        label={texts.pinned}
        control={<Checkbox checked={pinned} onChange={(event) => setPinned(event.target.checked)} />}
      />
      <FormControlLabel
        label={texts.isDefault}
        control={<Checkbox checked={isDefault} onChange={(event) => setDefault(event.target.checked)} />}
      />
    </FormDialog>
  );
}

import type { ImportRunRow } from '@shared/import/contract';
import { useId, useState } from 'react';
import { ask } from '../ipc/client';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { Checkbox } from '../ui/Checkbox';
import { DialogFrame } from '../ui/DialogFrame';
import { FormControlLabel } from '../ui/FormControlLabel';
import { Typography } from '../ui/Typography';
import { madeOf } from './made-of';

interface Props {
  readonly importId: string;
  readonly fileName: string;
  readonly clients: number;
  readonly contacts: number;
  readonly records: ImportRunRow['records'];
  readonly onClose: () => void;
}

/** Asks before an import is taken back; what people have worked on since stays unless they say otherwise. */
export function UndoDialog({ importId, fileName, clients, contacts, records, onClose }: Props) {
  const { imports, kinds, errors } = useTexts();
  const [changedToo, setChangedToo] = useState(false);
  const _id = useId();
  const undo = async () => {
    onClose();
    const result = await ask('import.undo', { id: importId, changedToo });
    if (result.ok) {
      const { removed, kept, restored } = result.value;
      notify(imports.undone(removed, kept, restored));
    } else notify(errors[result.error.code](result.error.data), { tone: 'error' });
  };
  return (
    <DialogFrame
      title={imports.undoTitle(fileName)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose} autoFocus>
            {imports.keep}
          </Button>
          <Button color="error" variant="contained" onClick={() => void undo()}>
            {imports.undo}
          </Button>
        </>
      }
    >
      <Typography sx={{ mb: 1 }}>
        {imports.undoText(clients, contacts, madeOf(records, { imports, kinds }))}
      </Typography>
      <FormControlLabel
        control={<Checkbox checked={changedToo} onChange={(_event, checked) => setChangedToo(checked)} />}
        label={imports.undoChangedToo}
      />
    </DialogFrame>
  );
}

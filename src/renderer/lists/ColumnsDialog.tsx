import DownIcon from '@mui/icons-material/ArrowDownward';
import UpIcon from '@mui/icons-material/ArrowUpward';
import RemoveIcon from '@mui/icons-material/Close';
import { addsUp } from '@shared/filters/group';
import type { ViewColumn } from '@shared/views/schema';
import { useState } from 'react';
import { useTexts } from '../services/texts';
import { Checkbox } from '../ui/Checkbox';
import { TextField } from '../ui/Field';
import { FormControlLabel } from '../ui/FormControlLabel';
import { FormDialog } from '../ui/FormDialog';
import { IconAction } from '../ui/IconAction';
import { MenuItem } from '../ui/Menu';
import type { ListField } from './use-field-words';

interface Props {
  readonly fields: readonly ListField[];
  readonly columns: readonly ViewColumn[];
  readonly sums: readonly string[];
  readonly onDone: (columns: ViewColumn[], sums: string[]) => void;
  readonly onClose: () => void;
}

/** Which columns a list has, in which order and how wide, and which of them are added up. */
export function ColumnsDialog({ fields, columns, sums, onDone, onClose }: Props) {
  const texts = useTexts().lists.columns;
  const [chosen, setChosen] = useState([...columns]);
  const [added, setAdded] = useState([...sums]);
  const at = (path: string) => fields.find((one) => one.path === path);
  const move = (from: number, to: number) => {
    const next = [...chosen];
    next.splice(to, 0, ...next.splice(from, 1));
    setChosen(next);
  };
  return (
    <FormDialog
      title={texts.title}
      submitLabel={texts.apply}
      onSubmit={() => onDone(chosen, added)}
      onClose={onClose}
      incomplete={chosen.length === 0}
      maxWidth="sm"
    >
      <ul className="list-columns" aria-label={texts.shown}>
        {chosen.map(({ field, width }, place) => {
          const label = at(field)?.label ?? field;
          return (
            <li key={field}>
              <span className="ellipsis" title={label}>
                {label}
              </span>
              <TextField
                type="number"
                label={texts.width}
                slotProps={{ htmlInput: { 'aria-label': texts.widthOf(label) } }}
                value={width}
                onChange={({ target }) =>
                  setChosen(
                    chosen.map((one, index) =>
                      index === place
                        ? {
                            field,
                            width: Math.max(40, Math.min(2000, Math.round(Number(target.value)) || 40)),
                          }
                        : one,
                    ),
                  )
                }
                sx={{ width: 130 }}
              />
              <IconAction
                label={texts.up(label)}
                disabled={place === 0}
                onClick={() => move(place, place - 1)}
              >
                <UpIcon fontSize="small" />
              </IconAction>
              <IconAction
                label={texts.down(label)}
                disabled={place === chosen.length - 1}
                onClick={() => move(place, place + 1)}
              >
                <DownIcon fontSize="small" />
              </IconAction>
              <IconAction
                label={texts.remove(label)}
                onClick={() => setChosen(chosen.filter((_, index) => index !== place))}
              >
                <RemoveIcon fontSize="small" />
              </IconAction>
            </li>
          );
        })}
      </ul>
      <TextField
        select
        fullWidth
        label={texts.more}
        value=""
        onChange={(event) => setChosen([...chosen, { field: event.target.value, width: 140 }])}
        slotProps={{ select: { MenuProps: { sx: { maxHeight: 420 } } } }}
      >
        {fields
          .filter(({ path }) => chosen.every(({ field }) => field !== path))
          .map(({ path, label }) => (
            <MenuItem key={path} value={path}>
              {label}
            </MenuItem>
          ))}
      </TextField>
      <fieldset className="list-sums">
        <legend className="caption quiet">{texts.sums}</legend>
        {fields
          .filter(({ found }) => addsUp(found.field) && found.steps.length === 0)
          .map(({ path, label }) => (
            <FormControlLabel
              key={path}
              label={label}
              control={
                <Checkbox
                  size="small"
                  checked={added.includes(path)}
                  onChange={({ target }) =>
                    setAdded(target.checked ? [...added, path] : added.filter((one) => one !== path))
                  }
                />
              }
            />
          ))}
      </fieldset>
    </FormDialog>
  );
}

import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { quietInput } from './CardField';

interface Props<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly V[];
  readonly names: Readonly<Record<V, string>>;
  readonly onChange: (value: V) => void;
}

/** A small choice that stands where a label would: «Рабочий», «Мобильный». */
export function LabelSelect<V extends string>({ label, value, options, names, onChange }: Props<V>) {
  return (
    <Select<V>
      variant="standard"
      disableUnderline
      displayEmpty
      value={value}
      onChange={(event) => onChange(event.target.value as V)}
      slotProps={{ input: { 'aria-label': label }, root: { title: label } }}
      sx={{
        ...quietInput,
        color: value === '' ? 'text.secondary' : 'text.primary',
        px: 0,
        height: 30,
        '& .MuiSelect-select': { py: 0.25, pl: 0.75 },
        '& .MuiSelect-icon': { opacity: 0.6 },
        '&:hover .MuiSelect-icon, &.Mui-focused .MuiSelect-icon': { opacity: 1 },
      }}
    >
      {options.map((option) => (
        <MenuItem key={option} value={option}>
          {names[option]}
        </MenuItem>
      ))}
    </Select>
  );
}

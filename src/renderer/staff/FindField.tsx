import SearchIcon from '@mui/icons-material/Search';
import { useState } from 'react';
import { InputAdornment, TextField } from '../ui/Field';

/** Shorter lists are seen at a glance. */
const longList = 12;

/**
 * Narrows a list that is all here to what contains every word typed.
 * @param textOf what an entry is found by
 */
export function useFind<T>(list: readonly T[], textOf: (entry: T) => string) {
  const [typed, setTyped] = useState('');
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = list.filter((entry) => {
    const text = textOf(entry).toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  return { found, typed, setTyped, isLong: list.length > longList };
}

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (typed: string) => void;
}

/** The field above such a list; Escape empties it. */
export function FindField({ label, value, onChange }: Props) {
  return (
    <TextField
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && value !== '') {
          event.stopPropagation();
          onChange('');
        }
      }}
      sx={{ width: 300 }}
      slotProps={{
        htmlInput: { maxLength: 200, spellCheck: false },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <SearchIcon fontSize="small" />
            </InputAdornment>
          ),
        },
      }}
    />
  );
}

import CalendarIcon from '@mui/icons-material/CalendarMonthOutlined';
import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import { addDays, formatShortDate, isIsoDate, localDate } from '@shared/lib/dates';
import { typedDate } from '@shared/lib/typed-date';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useLanguage, useTexts } from '../services/texts';
import { nowIso, systemZone } from './clock';
import { MonthPicker } from './MonthPicker';

interface Props {
  readonly label: string;
  /** `YYYY-MM-DD`, '', or what was typed while it is no date. */
  readonly value: string;
  /** Told the date as soon as one can be read, else the typed text as it is. */
  readonly onChange: (value: string) => void;
  readonly helperText?: ReactNode;
  readonly error?: boolean;
  readonly disabled?: boolean;
  readonly required?: boolean;
}

/**
 * A date typed as people write it («5.12», «21.11.2026», «+3») or picked: ↑ and ↓ go by a day, Alt+↓ opens the
 * calendar. Text that is no date is handed on as it is, for the form to say so; a sentence appears on leaving.
 */
export function DateField(props: Props) {
  const { value, onChange } = props;
  const { tasks } = useTexts();
  const language = useLanguage();
  const [text, setText] = useState<string>();
  const [open, setOpen] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const today = localDate(nowIso(), systemZone());
  const shown = text ?? (isIsoDate(value) ? formatShortDate(value, language) : value);
  const impossible = text === undefined && value !== '' && !isIsoDate(value);

  const handed = useRef(value);
  useEffect(() => {
    // A date set from outside (a quick date) takes the place of what stands half typed.
    if (value !== handed.current) setText(undefined);
    handed.current = value;
  }, [value]);
  const hand = (next: string) => {
    handed.current = next;
    onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' && event.altKey) {
      event.preventDefault();
      setOpen(true);
    } else if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && !event.ctrlKey) {
      event.preventDefault();
      setText(undefined);
      hand(isIsoDate(value) ? addDays(value, event.key === 'ArrowUp' ? 1 : -1) : today);
    }
  };
  return (
    <>
      <TextField
        ref={field}
        label={props.label}
        value={shown}
        placeholder={tasks.datePlaceholder}
        onChange={(event) => {
          const typed = event.target.value;
          setText(typed);
          hand(typedDate(typed, today) ?? typed.trim());
        }}
        onBlur={() => setText(undefined)}
        onKeyDown={onKeyDown}
        error={Boolean(props.error) || impossible}
        helperText={impossible ? tasks.issues.dateImpossible(value) : props.helperText}
        disabled={props.disabled ?? false}
        required={props.required ?? false}
        slotProps={{
          htmlInput: { autoComplete: 'off', inputMode: 'numeric', maxLength: 40 },
          input: {
            endAdornment: (
              <InputAdornment position="end">
                <IconButton
                  size="small"
                  edge="end"
                  aria-label={`${tasks.openCalendar}: ${props.label}`}
                  title={`${tasks.openCalendar} (Alt+↓)`}
                  disabled={props.disabled ?? false}
                  onClick={() => setOpen(true)}
                >
                  <CalendarIcon fontSize="small" />
                </IconButton>
              </InputAdornment>
            ),
          },
        }}
      />
      <Popover
        open={open}
        onClose={() => setOpen(false)}
        anchorEl={() => field.current}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': tasks.openCalendar } }}
      >
        <MonthPicker
          value={isIsoDate(value) ? value : ''}
          today={today}
          onPick={(date) => {
            setText(undefined);
            setOpen(false);
            hand(date);
          }}
        />
      </Popover>
    </>
  );
}

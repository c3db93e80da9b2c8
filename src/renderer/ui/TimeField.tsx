import TextField from '@mui/material/TextField';
import { isTime, typedTime } from '@shared/lib/typed-date';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTexts } from '../services/texts';

interface Props {
  readonly label: string;
  /** `HH:MM`, '', or what was typed while it is no time. */
  readonly value: string;
  /** Told the time as soon as one can be read, else the typed text as it is. */
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly helperText?: ReactNode;
  readonly disabled?: boolean;
}

/** A time of day, typed as «9», «930», «9:30»; ↑ and ↓ go by a quarter of an hour. */
export function TimeField(props: Props) {
  const { value, onChange } = props;
  const { tasks } = useTexts();
  const [text, setText] = useState<string>();
  const impossible = text === undefined && value !== '' && !isTime(value);
  const handed = useRef(value);
  useEffect(() => {
    if (value !== handed.current) setText(undefined);
    handed.current = value;
  }, [value]);
  const hand = (next: string) => {
    handed.current = next;
    onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    setText(undefined);
    hand(isTime(value) ? stepped(value, event.key === 'ArrowUp' ? 15 : -15) : '10:00');
  };
  return (
    <TextField
      label={props.label}
      value={text ?? value}
      onChange={(event) => {
        setText(event.target.value);
        hand(typedTime(event.target.value) ?? event.target.value.trim());
      }}
      onBlur={() => setText(undefined)}
      onKeyDown={onKeyDown}
      error={impossible}
      helperText={impossible ? tasks.issues.timeImpossible(value) : props.helperText}
      disabled={props.disabled ?? false}
      slotProps={{
        htmlInput: { autoComplete: 'off', inputMode: 'numeric', maxLength: 20 },
        ...(props.placeholder ? { inputLabel: { shrink: true } } : {}),
      }}
      {...(props.placeholder ? { placeholder: props.placeholder } : {})}
    />
  );
}

/** The time so many minutes later, within the day. */
function stepped(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const total = (hour * 60 + minute + minutes + 1440) % 1440;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(total / 60))}:${two(total % 60)}`;
}

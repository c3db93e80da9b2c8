import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTexts } from '../services/texts';
import { TextField } from '../ui/Field';

interface Props {
  readonly label: string;
  readonly value: string;
  /** Told the text at a pause in typing and on leaving; never the same twice. */
  readonly onSave: (value: string) => void;
  readonly helperText?: ReactNode;
  readonly maxLength: number;
  readonly disabled?: boolean;
}

const pauseMs = 600;

/** A text that saves itself. */
export function SavedField({ label, value, onSave, helperText, maxLength, disabled = false }: Props) {
  const { settings } = useTexts();
  const [text, setText] = useState(value);
  const [saved, setSaved] = useState(false);
  const editing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ text, value, onSave });
  latest.current = { text, value, onSave };
  useEffect(() => {
    if (!editing.current) setText(value);
  }, [value]);
  const save = useRef(() => {
    clearTimeout(timer.current);
    const now = latest.current;
    if (now.text.trim() === now.value) return;
    now.onSave(now.text.trim());
    setSaved(true);
  }).current;
  // What was typed just before leaving the screen is saved too.
  useEffect(() => () => save(), [save]);
  return (
    <TextField
      label={label}
      value={text}
      disabled={disabled}
      onFocus={() => {
        editing.current = true;
      }}
      onChange={(event) => {
        setText(event.target.value);
        setSaved(false);
        clearTimeout(timer.current);
        timer.current = setTimeout(save, pauseMs);
      }}
      onBlur={() => {
        editing.current = false;
        save();
      }}
      helperText={saved ? settings.saved : helperText}
      slotProps={{ htmlInput: { maxLength } }}
      sx={{ maxWidth: 460 }}
    />
  );
}

import VisibilityIcon from '@mui/icons-material/VisibilityOffOutlined';
import ShownIcon from '@mui/icons-material/VisibilityOutlined';
import { type KeyboardEvent, type ReactNode, type Ref, useState } from 'react';
import { useTexts } from '../services/texts';
import { InputAdornment, TextField } from '../ui/Field';
import { IconButton } from '../ui/IconButton';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoFocus?: boolean;
  readonly error?: boolean;
  readonly helperText?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly disabled?: boolean;
}

/** A password with a button that shows it, and what its dots hide: Caps Lock and the keyboard's layout. */
export function PasswordField({ label, value, onChange, helperText, ...rest }: Props) {
  const { security } = useTexts();
  const words = security.lock;
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const [layout, setLayout] = useState<'cyrillic' | 'latin'>();
  const watchKeys = (event: KeyboardEvent) => {
    setCapsLock(event.getModifierState('CapsLock'));
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^[а-яё]$/i.test(event.key)) setLayout('cyrillic');
    else if (/^[a-z]$/i.test(event.key)) setLayout('latin');
  };
  const hints = [capsLock && words.capsLock, layout && words[layout]].filter(Boolean).join(' · ');
  return (
    <TextField
      label={label}
      type={shown ? 'text' : 'password'}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={watchKeys}
      onKeyUp={watchKeys}
      fullWidth
      helperText={
        <span aria-live="polite">
          {helperText}
          {helperText && hints ? ' · ' : ''}
          {hints || (helperText ? '' : '\u00a0')}
        </span>
      }
      slotProps={{
        htmlInput: { maxLength: 500, autoComplete: 'off', spellCheck: false },
        input: {
          endAdornment: (
            <InputAdornment position="end">
              <IconButton
                onClick={() => setShown(!shown)}
                aria-label={shown ? words.hide : words.show}
                title={shown ? words.hide : words.show}
                edge="end"
                size="small"
              >
                {shown ? <ShownIcon /> : <VisibilityIcon />}
              </IconButton>
            </InputAdornment>
          ),
        },
      }}
      {...rest}
    />
  );
}

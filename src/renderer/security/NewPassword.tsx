import { shortestPassword } from '@shared/security/contract';
import { passwordStrength } from '@shared/security/strength';
import { useTexts } from '../services/texts';
import { PasswordField } from './PasswordField';

export interface NewPasswordText {
  readonly password: string;
  readonly repeat: string;
}

export const noPassword: NewPasswordText = { password: '', repeat: '' };

/** Whether both are the same and long enough. */
export function isReady({ password, repeat }: NewPasswordText): boolean {
  return password === repeat && [...password.normalize('NFC')].length >= shortestPassword;
}

interface Props {
  readonly value: NewPasswordText;
  readonly onChange: (value: NewPasswordText) => void;
  readonly label: string;
  readonly repeatLabel: string;
  readonly autoFocus?: boolean;
  /** Saving was tried: what keeps from it is marked as wrong. */
  readonly tried?: boolean;
}

/** A new password, typed twice, with a word on how good it is. */
export function NewPassword({
  value,
  onChange,
  label,
  repeatLabel,
  autoFocus = false,
  tried = false,
}: Props) {
  const { security } = useTexts();
  const words = security.dialog;
  const { password, repeat } = value;
  const long = [...password.normalize('NFC')].length >= shortestPassword;
  const differ = tried ? password !== repeat : repeat !== '' && !password.startsWith(repeat);
  const verdict = long
    ? password.trim() !== password
      ? words.edges
      : words[passwordStrength(password)]
    : words.least(shortestPassword);
  return (
    <>
      <PasswordField
        label={label}
        value={password}
        onChange={(next) => onChange({ ...value, password: next })}
        error={tried && !long}
        helperText={verdict}
        autoFocus={autoFocus}
      />
      <PasswordField
        label={repeatLabel}
        value={repeat}
        onChange={(next) => onChange({ ...value, repeat: next })}
        error={differ}
        helperText={differ ? words.differ : ''}
      />
    </>
  );
}

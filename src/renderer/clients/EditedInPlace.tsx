import { useEffect, useRef } from 'react';
import { keepFocusNear } from '../ui/keep-focus';
import './card.css';

interface Props {
  readonly value: string;
  readonly label: string;
  readonly maxLength: number;
  readonly inputMode: 'tel' | 'email';
  readonly onChange: (value: string) => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

/** A phone or e-mail while it is edited: takes the cursor at once; Enter and Escape leave it. */
export function EditedInPlace({ label, onChange, ...field }: Props) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <input
      ref={input}
      className="field"
      type="text"
      aria-label={label}
      {...field}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.stopPropagation();
        const field = event.currentTarget;
        field.blur();
        keepFocusNear(field, ['.contact-line', '.card-contact-body', 'section']);
      }}
    />
  );
}

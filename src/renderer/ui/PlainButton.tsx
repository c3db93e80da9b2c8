import type { ComponentProps, ReactNode } from 'react';

interface Props extends ComponentProps<'button'> {
  readonly icon?: ReactNode;
  /** `main` is the one deed a place is for. */
  readonly look?: 'main' | 'text' | 'inherit' | 'warning' | 'error';
}

/** A button that looks as MUI's do, for what is drawn with the first screen: see `plain.css`. */
export function PlainButton({ icon, look = 'text', className = '', children, ...rest }: Props) {
  return (
    <button type="button" className={`button look-${look} ${className}`} {...rest}>
      {icon}
      <span>{children}</span>
    </button>
  );
}

import type { MouseEvent, ReactNode } from 'react';

interface Props {
  /** What it does: its name, and its hint where there is no other. */
  readonly label: string;
  readonly title?: string;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
  readonly children: ReactNode;
  readonly className?: string;
  readonly disabled?: boolean;
}

/** A small round button with an icon, for lines that stand by the dozen. */
export function IconAction({ label, title = label, onClick, children, className = '', disabled }: Props) {
  return (
    <button
      type="button"
      className={`bare round ${className}`}
      aria-label={label}
      title={title}
      onClick={onClick}
      disabled={disabled}
    >
      {children}
    </button>
  );
}

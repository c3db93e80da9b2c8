import type { ReactNode } from 'react';

interface Props {
  /** What it does: its name and its hint. */
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A small round button with an icon, for lines that stand by the dozen. */
export function IconDeed({ label, onClick, children, className = '' }: Props) {
  return (
    <button
      type="button"
      className={`bare round ${className}`}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

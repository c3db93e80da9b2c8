import { type CSSProperties, type ReactNode, useRef } from 'react';
import { useRoving } from './use-roving';

interface Props {
  readonly label: string;
  readonly className?: string;
  readonly style?: CSSProperties;
  readonly children: ReactNode;
}

/** Buttons that belong together, and are one stop of the Tab key. */
export function Toolbar({ label, className, style, children }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  useRoving(bar, 'row');
  return (
    <div ref={bar} role="toolbar" aria-label={label} className={className} style={style}>
      {children}
    </div>
  );
}

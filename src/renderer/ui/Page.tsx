import { type ReactNode, useDeferredValue, useRef } from 'react';
import { useKeptScroll } from './use-kept-scroll';

interface Props {
  readonly title: ReactNode;
  /** A short fact beside the title: a count. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** A row under the title: filters, tabs. */
  readonly toolbar?: ReactNode;
  readonly children: ReactNode;
}

/** A screen: title, actions at its right, a toolbar, and a body that takes the rest and scrolls by itself. */
export function Page({ title, note, actions, toolbar, children }: Props) {
  const body = useRef<HTMLDivElement>(null);
  useKeptScroll(body);
  // What is read stands before what is chosen from: filters are many and slow to make.
  const choices = useDeferredValue(toolbar, null);
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="ellipsis">{title}</h1>
        {note && <p>{note}</p>}
        <i />
        {actions}
      </div>
      {toolbar && <div className="page-tools">{choices}</div>}
      <div ref={body} className="page-body">
        {children}
      </div>
    </div>
  );
}

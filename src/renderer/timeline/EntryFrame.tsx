import type { SyncMark } from '@shared/sync/contract';
import { type ReactNode, useRef } from 'react';
import { SyncMarkIcon } from '../ui/SyncMarkIcon';
import { useRoving } from '../ui/use-roving';
import './timeline.css';

export type EntryTone = 'primary' | 'success' | 'warning' | 'error' | 'secondary' | 'text';

interface Props {
  /** What it is, for whoever cannot see the icon: «Звонок, 12:30». */
  readonly label: string;
  readonly icon: ReactNode;
  readonly tone?: EntryTone;
  readonly title: string;
  /** Opens what the entry is about; without it the title is only a title. */
  readonly onOpen?: () => void;
  readonly struck?: boolean;
  /** Short facts after the title. */
  readonly facts: readonly (ReactNode | '')[];
  readonly mark?: SyncMark;
  readonly actions?: ReactNode;
  readonly framed?: boolean;
  readonly children?: ReactNode;
}

/** What of an entry is one stop of the Tab key; a note under edit has fields of its own. */
const deeds = '.entry-icon button, .entry-title:is(button), .entry-deeds button';

/** One entry of the timeline: an icon, a title that opens it, facts, the words, and what can be done. */
export function EntryFrame(props: Props) {
  const { tone = 'text', onOpen, title } = props;
  const entry = useRef<HTMLElement>(null);
  useRoving(entry, 'row', deeds);
  const facts = props.facts.filter((fact) => fact !== '' && fact !== null && fact !== undefined);
  return (
    <article ref={entry} aria-label={props.label} className={props.framed ? 'entry framed-entry' : 'entry'}>
      <div className={`entry-icon tone-${tone}`}>{props.icon}</div>
      <div className="entry-body">
        <div className="entry-head">
          {onOpen ? (
            <button
              type="button"
              onClick={onOpen}
              className={props.struck ? 'bare entry-title struck' : 'bare entry-title'}
            >
              {title}
            </button>
          ) : (
            <span className="entry-title">{title}</span>
          )}
          <span className="entry-facts caption quiet">
            {facts.map((fact, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the facts of an entry have no names, only places
              <span key={index}>
                {index > 0 && ' · '}
                {fact}
              </span>
            ))}
          </span>
        </div>
        {props.children}
      </div>
      <div className="entry-deeds">
        {props.actions}
        {props.mark !== undefined && <SyncMarkIcon mark={props.mark} />}
      </div>
    </article>
  );
}

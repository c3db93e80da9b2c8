import { actionOf, type PageAction } from '@shared/actions';
import { shownKeys } from '@shared/lib/chord';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { type OffReason, offeredActions, runAction } from '../services/actions';
import { closePalette } from '../services/palette';
import { useTexts } from '../services/texts';
import { Dialog } from '../ui/Dialog';
import { findActions } from './find-actions';
import './palette.css';
import { recentActions, rememberAction } from './recent-actions';

interface Choice {
  readonly id: PageAction;
  readonly off: OffReason | undefined;
}

/**
 * The command palette: every action that can be done now, found by any part of its words, with its keys. ↑ and ↓
 * choose, Enter does it, Esc gives the focus back to where it was.
 * @param begin what stands in its field at first
 */
export function Palette({ begin }: { readonly begin: string }) {
  const texts = useTexts();
  const { palette } = texts.actions;
  const id = useId();
  const [text, setText] = useState(begin);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  // What can be done was settled when it opened: nothing beneath it changes.
  const [offered] = useState(underneath);
  const recent = useMemo(() => recentActions(), []);
  const choices = useMemo(() => {
    const found = findActions(
      offered.map((one) => one.id),
      text,
      recent,
      texts,
    );
    return found.flatMap((one) => offered.find((choice) => choice.id === one) ?? []);
  }, [offered, text, recent, texts]);
  const headed = text.trim() === '' ? choices.filter((one) => recent.includes(one.id)).length : 0;

  useEffect(() => {
    list.current?.querySelector(`[data-place="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const choose = (choice: Choice | undefined) => {
    if (!choice || choice.off !== undefined) return;
    rememberAction(choice.id);
    runAction(choice.id);
  };
  const go = (place: number) => setActive(Math.max(0, Math.min(place, choices.length - 1)));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => setActive(choices.length === 0 ? 0 : (active + 1) % choices.length),
      ArrowUp: () => setActive(choices.length === 0 ? 0 : (active - 1 + choices.length) % choices.length),
      PageDown: () => go(active + 8),
      PageUp: () => go(active - 8),
      Enter: () => choose(choices[active]),
    };
    const move = moves[event.key];
    if (!move || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  const optionId = (place: number) => `${id}-${place}`;

  return (
    <Dialog
      open
      onClose={closePalette}
      slotProps={{
        paper: { className: 'palette', 'aria-label': palette.label },
        container: { className: 'palette-place' },
      }}
    >
      <input
        autoFocus
        type="text"
        role="combobox"
        value={text}
        placeholder={palette.hint}
        aria-label={palette.label}
        aria-expanded={choices.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={choices.length > 0 ? optionId(active) : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      {choices.length === 0 && <p>{palette.nothing(text.trim())}</p>}
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={palette.list} tabIndex={-1}>
        {choices.map((choice, place) => (
          <Line
            key={choice.id}
            choice={choice}
            id={optionId(place)}
            place={place}
            active={place === active}
            heading={headed === 0 ? '' : place === 0 ? palette.recent : place === headed ? palette.all : ''}
            onPoint={() => setActive(place)}
            onChoose={() => choose(choice)}
          />
        ))}
      </div>
      <footer aria-hidden="true">{palette.keys}</footer>
      <div className="only-heard" role="status">
        {text.trim() === '' ? '' : palette.found(choices.length)}
      </div>
    </Dialog>
  );
}

interface LineProps {
  readonly choice: Choice;
  readonly id: string;
  readonly place: number;
  readonly active: boolean;
  /** Stands above the line, or ''. */
  readonly heading: string;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

function Line({ choice, id, place, active, heading, onPoint, onChoose }: LineProps) {
  const { actions } = useTexts();
  const { menu, place: where, keys = [] } = actionOf(choice.id);
  const aside = menu ? actions.menus[menu[0]] : actions.places[where];
  return (
    <>
      {heading !== '' && (
        <div className="heading" role="presentation">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the field above keeps the focus */}
      <div
        id={id}
        className="choice"
        role="option"
        aria-selected={active}
        aria-disabled={choice.off !== undefined}
        data-place={place}
        data-action={choice.id}
        onMouseMove={onPoint}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onChoose}
      >
        <span className="name">{actions.words[choice.id]}</span>
        <span className="aside">{choice.off ? actions.palette.off[choice.off] : aside}</span>
        {keys[0] !== undefined && <kbd>{shownKeys(keys[0])}</kbd>}
      </div>
    </>
  );
}

/** What could be done before the palette lay over it. */
const underneath = (): readonly Choice[] => offeredActions();

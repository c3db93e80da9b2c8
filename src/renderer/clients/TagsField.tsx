import CloseIcon from '@mui/icons-material/Close';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useLive } from '../ipc/use-live';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { keepFocusNear } from '../ui/keep-focus';
import { useRoving } from '../ui/use-roving';
import './card.css';

interface Props {
  readonly tags: readonly string[];
  readonly onChange: (tags: string[]) => void;
}

const maxTags = 100;
/** As many offers as a person looks through. */
const maxOffers = 50;

/** Tags of a client: Enter adds what was typed or the one chosen by the arrows, Backspace takes the last away. */
export function TagsField({ tags, onChange }: Props) {
  const { clients, common } = useTexts();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLDivElement>(null);
  useRoving(field, 'row', 'button');
  const facets = useLive('clients.facets', open ? {} : null);
  const typed = text.trim().toLocaleLowerCase();
  const offers = (facets.value?.tags ?? [])
    .map(({ value }) => value)
    .filter((tag) => !tags.includes(tag) && tag.toLocaleLowerCase().includes(typed))
    .slice(0, maxOffers);
  const shown = open && offers.length > 0;
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const add = (tag: string) => {
    const clean = tag.trim().slice(0, 60);
    setText('');
    setActive(-1);
    if (clean !== '' && !tags.includes(clean)) onChange([...tags, clean].slice(0, maxTags));
  };
  const latest = useRef({ tags, onChange });
  latest.current = { tags, onChange };
  const remove = (tag: string) => {
    const place = tags.indexOf(tag);
    onChange(tags.filter((one) => one !== tag));
    keepFocusNear(document.activeElement, ['.tags']);
    notify(common.removedOne(tag), {
      action: {
        label: common.undo,
        run: () => {
          const { tags: now, onChange: change } = latest.current;
          if (!now.includes(tag)) change([...now.slice(0, place), tag, ...now.slice(place)]);
        },
      },
    });
  };
  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    switch (event.key) {
      case 'Enter':
        event.preventDefault();
        add(offers[active] ?? text);
        return;
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        if (!open) return setOpen(true);
        const step = event.key === 'ArrowDown' ? 1 : -1;
        if (offers.length > 0)
          setActive((Math.max(active, step < 0 ? 0 : -1) + step + offers.length) % offers.length);
        return;
      }
      case 'Escape':
        if (shown) event.stopPropagation();
        close();
        return;
      case 'Backspace':
        if (text === '' && tags.length > 0) remove(tags.at(-1) ?? '');
    }
  };
  return (
    <div ref={field} className="tags">
      {tags.map((tag) => (
        <span key={tag} className="chip filled" title={tag}>
          <span>{tag}</span>
          <button
            type="button"
            className="bare"
            aria-label={`${common.remove}: ${tag}`}
            title={common.remove}
            onClick={() => remove(tag)}
          >
            <CloseIcon className="icon-16" />
          </button>
        </span>
      ))}
      <input
        className="field"
        type="text"
        data-undo="notice"
        role="combobox"
        aria-label={clients.card.tags}
        aria-expanded={shown}
        aria-controls={shown ? id : undefined}
        aria-autocomplete="list"
        aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined}
        autoComplete="off"
        maxLength={60}
        placeholder={tags.length === 0 ? clients.card.addTag : ''}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(-1);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => {
          close();
          // What was typed is a tag, Enter or not.
          if (text.trim() !== '') add(text);
        }}
        onKeyDown={onKeyDown}
      />
      {shown && (
        <div className="tags-list small" id={id} ref={list} role="listbox" aria-label={clients.card.tags}>
          {offers.map((tag, place) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
            <div
              key={tag}
              id={`${id}-${place}`}
              role="option"
              tabIndex={-1}
              aria-selected={place === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => add(tag)}
            >
              {tag}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

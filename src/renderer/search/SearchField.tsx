import ClearIcon from '@mui/icons-material/Close';
import SearchIcon from '@mui/icons-material/Search';
import type { SearchHit } from '@shared/search/contract';
import type { Texts } from '@shared/texts';
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useLive } from '../ipc/use-live';
import { openPalette } from '../services/palette';
import { useTexts } from '../services/texts';
import { canCall, createClient, logCallWith, openHit } from './open-hit';
import { useOpenedRecords, useRememberOpened } from './opened-records';
import { SearchResults } from './SearchResults';
import { type Found, useSearch } from './use-search';

/** So many clients are offered before anything is typed. */
const RECENT = 8;

/**
 * The one field that finds everything: answers with every key, goes by arrows and Enter, logs a call with
 * Ctrl+Enter. Empty, it offers the clients opened last.
 */
export function SearchField() {
  const { app, search } = useTexts();
  const [text, setShownText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  /** Enter pressed before the answer to what was typed had come. */
  const waiting = useRef<{ readonly text: string; readonly withCall: boolean }>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const typed = text.trim();
  const { found, look } = useSearch();
  const setText = useCallback(
    (next: string) => {
      look(next);
      setShownText(next);
    },
    [look],
  );
  useRememberOpened();
  const recentIds = useOpenedRecords(open)
    .filter(({ kind }) => kind === 'client')
    .slice(0, RECENT)
    .map(({ id }) => id);
  const recent = useLive('search.clients', open && typed === '' ? { ids: recentIds } : null);

  const hits: readonly SearchHit[] = typed === '' ? (recent.value?.hits ?? []) : found.hits;
  const answered = typed !== '' && found.text === typed;
  const newName = answered && offersNewClient(found, typed) ? typed : '';
  const choices = hits.length + (newName === '' ? 0 : 1);
  const shown = open && choices > 0 && (typed === '' || found.text !== '');

  const close = useCallback(() => {
    setOpen(false);
    setActive(-1);
    waiting.current = undefined;
  }, []);

  const choose = useCallback(
    (place: number, withCall: boolean) => {
      const hit = hits[place];
      if (withCall) {
        if (!canCall(hit)) return;
        logCallWith(hit);
      } else if (hit) openHit(hit);
      else if (newName !== '' && place === hits.length) void createClient(newName);
      else return;
      close();
      setText('');
      input.current?.blur();
    },
    [hits, newName, close, setText],
  );

  // Whenever another text is answered the cursor stands on its first choice.
  useEffect(() => setActive(found.text === '' ? -1 : 0), [found.text]);

  useEffect(() => {
    const asked = waiting.current;
    if (!asked || asked.text !== found.text) return;
    waiting.current = undefined;
    if (found.hits.length > 0) choose(0, asked.withCall);
  }, [found, choose]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        if (!open) return setOpen(true);
        if (choices === 0) return;
        const step = event.key === 'ArrowDown' ? 1 : -1;
        const from = active < 0 && step < 0 ? 0 : active;
        setActive((from + step + choices) % choices);
        return;
      }
      case 'Enter': {
        const withCall = event.ctrlKey || event.metaKey;
        event.preventDefault();
        event.stopPropagation();
        if (typed !== '' && !answered) waiting.current = { text: typed, withCall };
        else if (shown && active >= 0) choose(active, withCall);
        return;
      }
      case 'Escape':
        if (shown) close();
        else if (text !== '') setText('');
        else input.current?.blur();
        event.stopPropagation();
    }
  };

  const optionId = useCallback((place: number) => `${listId}-${place}`, [listId]);
  return (
    <search className="search-field">
      <label>
        <SearchIcon fontSize="small" />
        <input
          ref={input}
          type="text"
          role="combobox"
          value={text}
          placeholder={app.actions.searchHint}
          aria-label={app.actions.search}
          aria-expanded={shown}
          aria-controls={shown ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={shown && active >= 0 ? optionId(active) : undefined}
          aria-haspopup="listbox"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          onChange={(event) => {
            waiting.current = undefined;
            const { value } = event.target;
            if (value.startsWith('>')) {
              close();
              setText('');
              openPalette(value.slice(1));
              return;
            }
            setText(value);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onBlur={close}
          onKeyDown={onKeyDown}
        />
        {text === '' ? (
          <i data-key="Ctrl+K" />
        ) : (
          <button
            type="button"
            className="bare round"
            aria-label={search.clear}
            title={search.clear}
            tabIndex={-1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => setText('')}
          >
            <ClearIcon fontSize="small" />
          </button>
        )}
      </label>
      {shown && (
        <SearchResults
          listId={listId}
          optionId={optionId}
          label={typed === '' ? search.recent : search.results}
          hits={hits}
          answers={typed === '' ? '' : found.text}
          headed={typed === ''}
          message={typed === '' ? '' : messageOf(found, search)}
          newName={newName}
          active={active}
          onPoint={setActive}
          onChoose={choose}
        />
      )}
      <div className="only-heard" role="status">
        {open && answered ? search.found(found.hits.length) : ''}
      </div>
    </search>
  );
}

/** A name that nobody has can become a client; a bare number cannot. */
function offersNewClient({ hits, asTyped }: Found, typed: string): boolean {
  return /\p{L}{2}/u.test(typed) && !(asTyped && hits.some(({ kind }) => kind === 'client'));
}

function messageOf({ text, hits, asTyped }: Found, search: Texts['search']): string {
  if (hits.length === 0) return search.nothing(text);
  return asTyped ? '' : search.alike(text);
}

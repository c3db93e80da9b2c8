import { hitKinds, type SearchHit } from '@shared/search/contract';
import { useCallback, useRef, useState } from 'react';
import { ask } from '../ipc/client';
import { joined } from './joined';
import { openedRecords } from './opened-records';

/** As many hits as a person looks through before typing another letter. */
const LIMIT = 24;

export interface Found {
  /** The text that was answered; older than the field's while the next answer is on its way. */
  readonly text: string;
  readonly hits: readonly SearchHit[];
  /** False when nothing is what was typed: the hits are other forms and spellings of the words. */
  readonly asTyped: boolean;
}

const nothing: Found = { text: '', hits: [], asTyped: true };

/**
 * Hits for what is typed. `look` is called with every key, before anything is drawn, so that the answer is sought
 * meanwhile. One question is on its way at a time and the next one is the newest text: fast typing never queues, and
 * an answer to an older text is never shown after a newer one. Where the oldest of very many records were not looked
 * at, they are when nothing more is typed; what is on screen keeps its place.
 */
export function useSearch(): { readonly found: Found; readonly look: (text: string) => void } {
  const [found, setFound] = useState(nothing);
  const wanted = useRef('');
  const asking = useRef(false);

  const look = useCallback((text: string) => {
    wanted.current = text.trim();
    if (wanted.current === '') setFound(nothing);
    if (asking.current || wanted.current === '') return;
    asking.current = true;
    void (async () => {
      let asked = '';
      while (wanted.current !== '' && wanted.current !== asked) {
        asked = wanted.current;
        const input = {
          text: asked.slice(0, 200),
          kinds: [...hitKinds],
          limit: LIMIT,
          opened: [...openedRecords()],
        };
        const result = await ask('search.find', input);
        const { hits, complete, asTyped } = result.ok ? result.value : { ...nothing, complete: true };
        // Nothing yet is not nothing: the older answer stays until all was looked at.
        if (wanted.current !== '' && (complete || hits.length > 0)) setFound({ text: asked, hits, asTyped });
        if (complete || wanted.current !== asked) continue;
        const older = await ask('search.find', { ...input, deep: true });
        if (older.ok && wanted.current === asked)
          setFound({
            text: asked,
            hits: joined(hits, older.value.hits, LIMIT),
            asTyped: older.value.asTyped,
          });
      }
      asking.current = false;
    })();
  }, []);

  return { found, look };
}

import { hitKinds, type SearchHit } from '@shared/search/contract';
import { useCallback, useRef, useState } from 'react';
import { ask } from '../ipc/client';

/** As many hits as a person looks through before typing another letter. */
const LIMIT = 24;

export interface Found {
  /** The text that was answered; older than the field's while the next answer is on its way. */
  readonly text: string;
  readonly hits: readonly SearchHit[];
}

const nothing: Found = { text: '', hits: [] };

/**
 * Hits for what is typed. `look` is called with every key, before anything is drawn, so that the answer is sought
 * meanwhile. One question is on its way at a time and the next one is the newest text: fast typing never queues, and
 * an answer to an older text is never shown after a newer one.
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
        const input = { text: asked.slice(0, 200), kinds: [...hitKinds], limit: LIMIT };
        const result = await ask('search.find', input);
        if (wanted.current !== '') setFound({ text: asked, hits: result.ok ? result.value.hits : [] });
      }
      asking.current = false;
    })();
  }, []);

  return { found, look };
}

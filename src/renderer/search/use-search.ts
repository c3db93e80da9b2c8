import { hitKinds, type SearchHit } from '@shared/search/contract';
import { useEffect, useRef, useState } from 'react';
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
 * Hits for what is typed. One question is on its way at a time, and the next one is the newest text, so that fast
 * typing never queues; an answer to an older text is shown until the newer one is there, and never after it.
 */
export function useSearch(text: string): Found {
  const [found, setFound] = useState(nothing);
  const wanted = useRef('');
  const asking = useRef(false);
  wanted.current = text.trim();
  const typed = wanted.current;

  useEffect(() => {
    if (typed === '') {
      setFound(nothing);
      return;
    }
    if (asking.current) return;
    asking.current = true;
    void (async () => {
      let asked = '';
      while (wanted.current !== '' && wanted.current !== asked) {
        asked = wanted.current;
        const result = await ask('search.find', {
          text: asked.slice(0, 200),
          kinds: [...hitKinds],
          limit: LIMIT,
        });
        if (wanted.current !== '') setFound({ text: asked, hits: result.ok ? result.value.hits : [] });
      }
      asking.current = false;
    })();
  }, [typed]);

  return found;
}

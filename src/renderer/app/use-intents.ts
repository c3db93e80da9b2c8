import type { AppIntent } from '@shared/app/contract';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { ask } from '../ipc/client';
import { useStateOf } from '../ipc/use-live';
import { focusSearch } from '../search/focus-search';
import { goTo, paths } from './navigation';
import { openOverlay } from './overlays';

const deeds: Readonly<Record<AppIntent, () => void>> = {
  'new-client': () => openOverlay({ kind: 'client' }),
  'log-call': () => openOverlay({ kind: 'call' }),
  'new-task': () => openOverlay({ kind: 'task' }),
  search: () => focusSearch(),
  'go-today': () => goTo(paths.today),
  'go-clients': () => goTo(paths.clients),
  'new-deal': () => openOverlay({ kind: 'deal' }),
  'go-deals': () => goTo(paths.deals),
  'go-calls': () => goTo(paths.calls),
  'go-tasks': () => goTo(paths.tasks),
  'go-documents': () => goTo(paths.documents),
  'go-import': () => goTo(paths.import),
  'go-bin': () => goTo(paths.bin),
  'go-settings': () => goTo(paths.settings),
  shortcuts: () => openOverlay({ kind: 'shortcuts' }),
  about: () => openOverlay({ kind: 'about' }),
  'sync-now': () => void ask('sync.now', {}),
  lock: () =>
    void ask('security.lock', {}).then((result) => {
      // Without a password there is nothing to lock with: this is where one is set.
      if (!result.ok) goTo(`${paths.settings}/security`);
    }),
};

/** Keys by their place on the keyboard, so that they work in both layouts. */
const keys: readonly { code: string; ctrl: boolean; shift?: boolean; intent: AppIntent }[] = [
  { code: 'KeyN', ctrl: true, intent: 'new-client' },
  { code: 'KeyL', ctrl: true, intent: 'log-call' },
  { code: 'KeyT', ctrl: true, intent: 'new-task' },
  { code: 'KeyD', ctrl: true, shift: true, intent: 'new-deal' },
  { code: 'KeyK', ctrl: true, intent: 'search' },
  { code: 'Digit1', ctrl: true, intent: 'go-today' },
  { code: 'Digit2', ctrl: true, intent: 'go-clients' },
  { code: 'Digit3', ctrl: true, intent: 'go-calls' },
  { code: 'Digit4', ctrl: true, intent: 'go-tasks' },
  { code: 'Digit5', ctrl: true, intent: 'go-documents' },
  { code: 'Digit6', ctrl: true, intent: 'go-import' },
  { code: 'Digit7', ctrl: true, intent: 'go-deals' },
  { code: 'Comma', ctrl: true, intent: 'go-settings' },
  { code: 'F1', ctrl: false, intent: 'shortcuts' },
  { code: 'F9', ctrl: false, intent: 'sync-now' },
  { code: 'KeyL', ctrl: true, shift: true, intent: 'lock' },
];

/**
 * Does what the menu, a notification or a key asks. The page handles its keys itself and keeps them from the menu,
 * whose accelerators follow the Latin layout only.
 */
export function useIntents(): void {
  const wanted = useStateOf('app.intent');
  const done = useRef(0);
  useEffect(() => {
    if (!wanted || done.current === wanted.count) return;
    done.current = wanted.count;
    // Told before it is done: whatever comes of it, a page loaded anew does not do it again.
    void ask('app.intentDone', { count: wanted.count });
    if (wanted.intent === 'open-task') openOverlay({ kind: 'task', taskId: wanted.id });
    else deeds[wanted.intent]();
  }, [wanted]);

  // Before the first paint: whoever sees the frame can use its keys.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const ctrl = event.ctrlKey || event.metaKey;
      if (event.altKey) return;
      const typing = isTyping(event.target);
      if (!ctrl && event.key === '?' && !typing) {
        event.preventDefault();
        deeds.shortcuts();
        return;
      }
      const key = keys.find(
        (one) => one.code === event.code && one.ctrl === ctrl && (one.shift ?? false) === event.shiftKey,
      );
      if (!key) return;
      event.preventDefault();
      deeds[key.intent]();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null;
}

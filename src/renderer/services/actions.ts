import { type ActionId, actionIds, actionOf, isPageAction, type PageAction } from '@shared/actions';
import { type ActionPlace, placesOf } from '@shared/lib/action';
import { isPressed, isTyped, type Keys, keysOf } from '@shared/lib/chord';
import type { Texts } from '@shared/texts';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { closePalette, isPaletteOpen } from './palette';

/** Why an action cannot be done now: a sentence of `texts.actions.palette.off`. */
export type OffReason = keyof Texts['actions']['palette']['off'];

/** How an action is done. */
export interface Doing {
  /**
   * Does it. It is given the key that asked for it, and answers false where that key is not meant for it: the browser
   * has it then.
   */
  readonly run: (event?: KeyboardEvent) => unknown;
  /** Why it cannot be done now; 'absent' where nobody is to be offered it. */
  readonly off?: () => OffReason | 'absent' | undefined;
}

/** Who can do an action: the last one to say so does it. */
const doings = new Map<PageAction, readonly Doing[]>();

/** Says how an action is done. @returns the function that takes it back */
export function provideAction(id: PageAction, doing: Doing): () => void {
  doings.set(id, [...(doings.get(id) ?? []), doing]);
  return () =>
    doings.set(
      id,
      (doings.get(id) ?? []).filter((one) => one !== doing),
    );
}

/**
 * A part of a screen does an action while it is shown.
 * @param off see `Doing`; an action of a screen is off by itself while something lies over the screen
 */
export function useAction(id: PageAction, run: Doing['run'], off?: Doing['off']): void {
  const latest = useRef({ run, off });
  latest.current = { run, off };
  // Before the paint: whoever sees the screen can use its keys.
  useLayoutEffect(
    () => provideAction(id, { run: (event) => latest.current.run(event), off: () => latest.current.off?.() }),
    [id],
  );
}

/** What lies over the screen. */
export const layers = '.MuiModal-root, [role="dialog"]';
const screenPlaces: readonly ActionPlace[] = placesOf.screen;

/** What can be done now, in the order of the declarations, and why some of it cannot. */
export function offeredActions(): readonly {
  readonly id: PageAction;
  readonly off: OffReason | undefined;
}[] {
  const covered = document.querySelector(layers) !== null;
  return actionIds.flatMap((id) => {
    if (!isPageAction(id) || actionOf(id).keysOnly) return [];
    const doing = doings.get(id)?.at(-1);
    const off = doing?.off?.();
    if (!doing || off === 'absent' || (covered && screenPlaces.includes(actionOf(id).place))) return [];
    return [{ id, off }];
  });
}

/** Does an action, if it can be done. @returns false where it was not done */
export function runAction(id: PageAction, event?: KeyboardEvent): boolean {
  const doing = doings.get(id)?.at(-1);
  if (!doing || doing.off?.() !== undefined) return false;
  if (!isPaletteOpen() || id === 'palette') return doing.run(event) !== false;
  // The palette gives the focus back as it goes: what is done may take it after that.
  closePalette();
  setTimeout(() => doing.run(event));
  return true;
}

const byKey: readonly { readonly id: PageAction; readonly keys: readonly Keys[] }[] = actionIds.flatMap(
  (id) => {
    const { keys = [], otherKeys = [] } = actionOf(id);
    return isPageAction(id) ? [{ id, keys: [...keys, ...otherKeys].map(keysOf) }] : [];
  },
);

/**
 * The page's one listener to keys. The page handles its keys itself and keeps them from the menu, whose accelerators
 * follow the Latin layout only.
 */
export function useActionKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      for (const { id, keys } of byKey) {
        const pressed = keys.find((one) => isPressed(one, event));
        if (!pressed || !counts(id, pressed, event.target) || !runAction(id, event)) continue;
        event.preventDefault();
        return;
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Whether a key counts where it was pressed. */
function counts(id: ActionId, keys: Keys, target: EventTarget | null): boolean {
  if (screenPlaces.includes(actionOf(id).place) && document.querySelector(layers)) return false;
  return !(isTyped(keys) && target instanceof Element && takesKey(target, keys));
}

const textFields =
  'textarea, [contenteditable], input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])';
const choosers = '[role="menu"], [role="combobox"], [role="listbox"], select, input';

/** Whether what has the focus takes a key for itself: a field all of them, what is chosen from its arrows and space. */
function takesKey(target: Element, { key }: Keys): boolean {
  if (target.closest(textFields)) return true;
  return /^Arrow|^Space$|^Key/.test(key) && target.closest(choosers) !== null;
}

import type { Chord } from './action';

/** The keys of a chord, taken apart. */
export interface Keys {
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** `KeyboardEvent.code` of the key, or its sign, which is compared with `KeyboardEvent.key`. */
  readonly key: string;
}

/** What of a keyboard's event is looked at: `KeyboardEvent` has it all. */
export interface Pressed {
  readonly code: string;
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const codes: Readonly<Record<string, string>> = { ',': 'Comma', '=': 'Equal', '-': 'Minus' };
const signs = new Set(['?', '>']);

/** @throws Error where the text is no chord: a mistake in a declaration */
export function keysOf(chord: Chord): Keys {
  const parts = chord.split('+');
  const name = parts.pop() ?? '';
  const has = (modifier: string) => parts.includes(modifier);
  if (name === '' || parts.some((part) => !['Ctrl', 'Alt', 'Shift'].includes(part)))
    throw new Error(`no chord: ${chord}`);
  return { ctrl: has('Ctrl'), alt: has('Alt'), shift: has('Shift'), key: codeOf(name) };
}

function codeOf(name: string): string {
  if (/^[A-Z]$/.test(name)) return `Key${name}`;
  if (/^\d$/.test(name)) return `Digit${name}`;
  return codes[name] ?? name;
}

/** Whether a chord is what was pressed. A sign needs no Shift in the chord: the layout says how it is typed. */
export function isPressed(keys: Keys, event: Pressed): boolean {
  if (keys.ctrl !== (event.ctrlKey || event.metaKey) || keys.alt !== event.altKey) return false;
  if (signs.has(keys.key)) return event.key === keys.key;
  if (keys.shift !== event.shiftKey) return false;
  return keys.key === event.code || keys.key === event.key || keys.key === digitOf(event);
}

/** The digits beside the letters and those of the number pad are one, but for the zoom, which Electron does. */
function digitOf({ code, ctrlKey, metaKey }: Pressed): string {
  return ctrlKey || metaKey ? '' : code.replace(/^Numpad(?=\d$)/, 'Digit');
}

/** Whether a key alone would be typed into a field: a letter, a digit or an arrow without Ctrl or Alt. */
export const isTyped = ({ ctrl, alt, key }: Keys): boolean =>
  !ctrl && !alt && !/^F\d+$|^Escape$|^Browser/.test(key);

const shown: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
};

/** A chord as a person reads it: `Ctrl+←`. */
export function shownKeys(chord: Chord): string {
  const parts = chord.split('+');
  const name = parts.pop() ?? '';
  return [...parts, shown[name] ?? name].join('+');
}

/** All chords of an action as a person reads them: «Shift+← →», «1 … 7», «F1, ?». */
export function shownChords(chords: readonly Chord[]): string {
  const [first = '', ...rest] = chords;
  const last = rest.at(-1);
  if (last === undefined) return first === '' ? '' : shownKeys(first);
  if (chords.length > 2 && chords.every((chord) => /^\d$/.test(chord))) return `${first} … ${last}`;
  const modifiers = first.slice(0, first.lastIndexOf('+') + 1);
  const alike = /Arrow|Page/.test(first) && chords.every((chord) => chord.startsWith(modifiers));
  if (!alike) return chords.map(shownKeys).join(', ');
  return [shownKeys(first), ...rest.map((chord) => shownKeys(chord.slice(modifiers.length)))].join(' ');
}

/** A chord as Electron's menus want it: `CmdOrCtrl+Shift+D`. */
export const acceleratorOf = (chord: Chord): string => chord.replace('Ctrl', 'CmdOrCtrl');

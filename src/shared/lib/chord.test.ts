import { expect, it } from 'vitest';
import { acceleratorOf, isPressed, isTyped, keysOf, type Pressed, shownChords } from './chord';

const pressed = (code: string, more: Partial<Pressed> = {}): Pressed => ({
  ...{ code, key: code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...more,
});

it('knows a chord by the place of its keys, whatever the layout writes there', () => {
  const deal = keysOf('Ctrl+Shift+D');
  expect(isPressed(deal, pressed('KeyD', { key: 'В', ctrlKey: true, shiftKey: true }))).toBe(true);
  expect(isPressed(deal, pressed('KeyD', { key: 'd', metaKey: true, shiftKey: true }))).toBe(true);
  expect(isPressed(deal, pressed('KeyD', { key: 'd', ctrlKey: true }))).toBe(false);
  expect(isPressed(deal, pressed('KeyD', { ctrlKey: true, shiftKey: true, altKey: true }))).toBe(false);
  expect(isPressed(keysOf('Ctrl+,'), pressed('Comma', { key: 'б', ctrlKey: true }))).toBe(true);
});

it('knows a sign wherever it stands', () => {
  expect(isPressed(keysOf('?'), pressed('Digit7', { key: '?', shiftKey: true }))).toBe(true);
  expect(isPressed(keysOf('?'), pressed('Slash', { key: '.', shiftKey: true }))).toBe(false);
});

it('takes the digits of the number pad for digits, but leaves its zoom alone', () => {
  expect(isPressed(keysOf('3'), pressed('Numpad3', { key: '3' }))).toBe(true);
  expect(isPressed(keysOf('Ctrl+0'), pressed('Numpad0', { key: '0', ctrlKey: true }))).toBe(false);
});

it('leaves to a field what is typed into it', () => {
  expect(['T', '1', 'ArrowLeft', '?'].map((chord) => isTyped(keysOf(chord)))).toEqual(Array(4).fill(true));
  expect(['Ctrl+T', 'Alt+1', 'F9', 'Escape'].map((chord) => isTyped(keysOf(chord)))).toEqual(
    Array(4).fill(false),
  );
});

it('is read by people and by Electron', () => {
  expect(shownChords(['Shift+ArrowLeft', 'Shift+ArrowRight'])).toBe('Shift+← →');
  expect(shownChords(['1', '2', '3'])).toBe('1 … 3');
  expect(shownChords(['F1', '?'])).toBe('F1, ?');
  expect(shownChords(['PageUp', 'PageDown'])).toBe('Page Up Page Down');
  expect(shownChords([])).toBe('');
  expect(acceleratorOf('Ctrl+Shift+D')).toBe('CmdOrCtrl+Shift+D');
});

it('refuses what is no chord', () => {
  expect(() => keysOf('Strg+D')).toThrow('no chord');
  expect(() => keysOf('')).toThrow('no chord');
});

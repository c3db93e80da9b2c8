import { createStore, useStore } from '../lib/store';

/** What the command palette was opened with: the text that stands in it; null while it is closed. */
const opened = createStore<{ readonly text: string } | null>(null);

export const openPalette = (text = ''): void => opened.set({ text });
export const closePalette = (): void => opened.set(null);
export const isPaletteOpen = (): boolean => opened.get() !== null;
export const usePalette = (): { readonly text: string } | null => useStore(opened);

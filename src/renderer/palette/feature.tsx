import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';
import { closePalette, isPaletteOpen, openPalette, usePalette } from '../services/palette';

const Palette = lazyWithPrefetch(() => import('./Palette').then((m) => m.Palette));

/** The palette lies over forms, too; it is loaded when it is first opened. */
function Opened() {
  const palette = usePalette();
  return palette && <Palette begin={palette.text} />;
}

export const palette = defineFeature({
  name: 'palette',
  actions: { palette: { run: () => (isPaletteOpen() ? closePalette() : openPalette()) } },
  beside: [Opened],
});

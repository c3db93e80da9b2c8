import { ask } from '../ipc/client';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';
import { takeBack } from '../services/notices';
import { openOverlay } from '../services/overlays';
import { wayBack, wayForward } from '../services/way-back';

const ShortcutsDialog = lazyWithPrefetch(() => import('./ShortcutsDialog').then((m) => m.ShortcutsDialog));
const AboutDialog = lazyWithPrefetch(() => import('./AboutDialog').then((m) => m.AboutDialog));

declare module '../services/overlays' {
  interface OverlayParams {
    shortcuts: object;
    about: object;
  }
}

/** What the frame itself can do. */
export const frame = defineFeature({
  name: 'frame',
  overlays: {
    shortcuts: { form: (_, onClose) => <ShortcutsDialog onClose={onClose} /> },
    about: { form: (_, onClose) => <AboutDialog onClose={onClose} /> },
  },
  actions: {
    back: wayBack,
    forward: wayForward,
    'take-back': takeBack,
    shortcuts: { run: () => openOverlay({ kind: 'shortcuts' }) },
    about: { run: () => openOverlay({ kind: 'about' }) },
    logs: { run: () => void ask('app.openLogs', {}) },
    'new-window': { run: () => void ask('app.newWindow', {}) },
  },
});

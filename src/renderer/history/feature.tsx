import type { HistoryKind } from '@shared/history/contract';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';
import { type Overlay, openOverlay } from '../services/overlays';

const HistoryDialog = lazyWithPrefetch(() => import('./HistoryDialog').then((m) => m.HistoryDialog));

declare module '../services/overlays' {
  interface OverlayParams {
    history: {
      readonly collection: HistoryKind;
      readonly id: string;
      /** The form it was opened from, to which closing goes back. */
      readonly back?: Overlay;
    };
  }
}

export const history = defineFeature({
  name: 'history',
  overlays: {
    history: {
      form: ({ collection, id, back }, onClose) => (
        <HistoryDialog
          key={id}
          collection={collection}
          id={id}
          onClose={() => (back ? openOverlay(back) : onClose())}
        />
      ),
    },
  },
});

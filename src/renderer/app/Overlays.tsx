import { type ReactNode, Suspense } from 'react';
import type { OverlayView } from '../services/feature';
import { closeOverlay, type Overlay, type OverlayKind, overlayView, useOverlay } from '../services/overlays';
import { useReturn } from '../services/return';

/** The form that lies over the screen now, if any. */
export function Overlays() {
  const overlay = useOverlay();
  useReturn(overlay);
  return <Suspense fallback={null}>{overlay && form(overlay)}</Suspense>;
}

function form(overlay: Overlay): ReactNode {
  const view = overlayView(overlay.kind) as OverlayView<OverlayKind> | undefined;
  return view?.form(overlay, closeOverlay);
}

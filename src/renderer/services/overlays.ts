import { useEffect } from 'react';
import { createStore, useStore } from '../lib/store';
import type { OverlayView } from './feature';

/**
 * The forms that can be opened over any screen, with what they are opened with. Each feature adds its own in its
 * `feature.tsx`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled where the forms are
export interface OverlayParams {}

export type OverlayKind = keyof OverlayParams;

/** A form that is open, or to be opened. */
export type Overlay = {
  [K in OverlayKind]: { readonly kind: K } & OverlayParams[K];
}[OverlayKind];

export type OverlayViews = { readonly [K in OverlayKind]?: OverlayView<K> };

let views: OverlayViews = {};

/** Says how the forms look. */
export function provideOverlays(all: OverlayViews): void {
  views = all;
}

export const overlayView = <K extends OverlayKind>(kind: K): OverlayView<K> | undefined =>
  views[kind] as OverlayView<K> | undefined;

const current = createStore<Overlay | null>(null);

/** Opens a form over the screen; it takes the place of another one, whose draft is kept. */
export function openOverlay(overlay: Overlay): void {
  current.set(aboutClientInSight(overlay));
}

export function closeOverlay(): void {
  current.set(null);
}

export const useOverlay = (): Overlay | null => useStore(current);

/** The id of the record that a form edits, by the name it is opened with: `taskId` of a task; '' for a new one. */
export function recordIdOf(overlay: Overlay): string {
  const id = (overlay as unknown as Readonly<Record<string, unknown>>)[`${overlay.kind}Id`];
  return typeof id === 'string' ? id : '';
}

let clientInSight = '';

/** While a client's card is open, a new call or task from anywhere is about that client. */
export function useClientInSight(clientId: string): void {
  useEffect(() => {
    clientInSight = clientId;
    return () => {
      clientInSight = '';
    };
  }, [clientId]);
}

function aboutClientInSight(overlay: Overlay): Overlay {
  if (clientInSight === '' || !overlayView(overlay.kind)?.aboutClient) return overlay;
  const about = 'clientId' in overlay && overlay.clientId !== undefined && overlay.clientId !== '';
  return about || recordIdOf(overlay) !== '' ? overlay : ({ ...overlay, clientId: clientInSight } as Overlay);
}

/** The form that is open now, outside of React. */
export const openedOverlay = (): Overlay | null => current.get();

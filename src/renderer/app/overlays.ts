import type { BusinessDocument } from '@shared/documents/schema';
import type { HistoryKind } from '@shared/history/contract';
import { useEffect, useSyncExternalStore } from 'react';

/** Forms that can be opened over any screen, one at a time. */
export type Overlay =
  | {
      readonly kind: 'call';
      readonly clientId?: string;
      readonly contactId?: string;
      readonly number?: string;
      /** What the call's comment begins with. */
      readonly comment?: string;
      readonly callId?: string;
      /** The task that the call is made for: logging the call completes it. */
      readonly taskId?: string;
      /** The deal a new call is about. */
      readonly dealId?: string;
    }
  | {
      readonly kind: 'task';
      readonly clientId?: string;
      readonly contactId?: string;
      readonly taskId?: string;
      readonly dueDate?: string;
      /** The deal a new task is a step of. */
      readonly dealId?: string;
    }
  | { readonly kind: 'client' }
  | { readonly kind: 'deal'; readonly clientId?: string; readonly funnelId?: string }
  | { readonly kind: 'deal-step'; readonly dealId: string; readonly title: string }
  | {
      readonly kind: 'document';
      readonly documentId: string;
      /** A draft that is written with the first thing typed into it. */
      readonly fresh?: BusinessDocument;
    }
  | { readonly kind: 'organization'; readonly onSaved?: () => void }
  | {
      readonly kind: 'history';
      readonly collection: HistoryKind;
      readonly id: string;
      /** The form it was opened from, to which closing goes back. */
      readonly back?: Overlay;
    }
  | { readonly kind: 'sync' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'about' };

let current: Overlay | null = null;
const listeners = new Set<() => void>();

/** Opens a form over the screen; it takes the place of another one, whose draft is kept. */
export function openOverlay(overlay: Overlay): void {
  current = aboutClientInSight(overlay);
  for (const listener of listeners) listener();
}

export function closeOverlay(): void {
  current = null;
  for (const listener of listeners) listener();
}

export function useOverlay(): Overlay | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
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
  if (clientInSight === '') return overlay;
  const about = { clientId: clientInSight };
  if (overlay.kind === 'call') return overlay.clientId || overlay.callId ? overlay : { ...overlay, ...about };
  if (overlay.kind === 'task') return overlay.clientId || overlay.taskId ? overlay : { ...overlay, ...about };
  if (overlay.kind === 'deal') return overlay.clientId ? overlay : { ...overlay, ...about };
  return overlay;
}

import { Suspense } from 'react';
import { closeOverlay, type Overlay, openOverlay, useOverlay } from './overlays';
import { useReturn } from './return';
import {
  AboutDialog,
  CallForm,
  DocumentForm,
  HistoryDialog,
  NewClientForm,
  NewDealForm,
  OrganizationDialog,
  PlanStep,
  ShortcutsDialog,
  SyncWindow,
  TaskForm,
} from './screens';

/** The form that lies over the screen now, if any. */
export function Overlays() {
  const overlay = useOverlay();
  useReturn(overlay);
  return <Suspense fallback={null}>{overlay && form(overlay)}</Suspense>;
}

function form(overlay: Overlay) {
  switch (overlay.kind) {
    case 'call':
      return <CallForm key={overlay.callId ?? 'new'} {...overlay} onClose={closeOverlay} />;
    case 'task':
      return <TaskForm key={overlay.taskId ?? 'new'} {...overlay} onClose={closeOverlay} />;
    case 'client':
      return <NewClientForm onClose={closeOverlay} />;
    case 'deal':
      return <NewDealForm {...overlay} onClose={closeOverlay} />;
    case 'deal-step':
      return <PlanStep key={overlay.dealId} {...overlay} onClose={closeOverlay} />;
    case 'document':
      return <DocumentForm key={overlay.documentId} {...overlay} onClose={closeOverlay} />;
    case 'organization':
      return (
        <OrganizationDialog
          {...(overlay.onSaved ? { onSaved: overlay.onSaved } : {})}
          onClose={closeOverlay}
        />
      );
    case 'history':
      return (
        <HistoryDialog
          key={overlay.id}
          collection={overlay.collection}
          id={overlay.id}
          onClose={() => (overlay.back ? openOverlay(overlay.back) : closeOverlay())}
        />
      );
    case 'sync':
      return <SyncWindow onClose={closeOverlay} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={closeOverlay} />;
    case 'about':
      return <AboutDialog onClose={closeOverlay} />;
  }
}

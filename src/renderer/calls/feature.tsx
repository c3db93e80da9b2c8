import LogIcon from '@mui/icons-material/AddIcCall';
import CallIcon from '@mui/icons-material/Call';
import SectionIcon from '@mui/icons-material/CallOutlined';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';
import { openOverlay } from '../services/overlays';

const CallsScreen = lazyWithPrefetch(() => import('./CallsScreen').then((m) => m.CallsScreen));
const CallForm = lazyWithPrefetch(() => import('./CallForm').then((m) => m.CallForm));
const CallEntry = lazyWithPrefetch(() => import('./CallEntry').then((m) => m.CallEntry));

declare module '../services/overlays' {
  interface OverlayParams {
    call: {
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
    };
  }
}

export const calls = defineFeature({
  name: 'calls',
  sections: [{ action: 'go-calls', path: '/calls', icon: <SectionIcon /> }],
  routes: [{ path: '/calls', screen: () => <CallsScreen /> }],
  kinds: {
    calls: {
      icon: <CallIcon fontSize="small" />,
      open: (callId) => openOverlay({ kind: 'call', callId }),
    },
  },
  timeline: { call: CallEntry },
  overlays: {
    call: {
      form: (call, onClose) => <CallForm key={call.callId ?? 'new'} {...call} onClose={onClose} />,
      aboutClient: true,
    },
  },
  actions: { 'log-call': { run: () => openOverlay({ kind: 'call' }) } },
  quick: [{ action: 'log-call', icon: <LogIcon />, main: true }],
  likely: [CallForm, CallsScreen],
});

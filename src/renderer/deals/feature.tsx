import DealIcon from '@mui/icons-material/HandshakeOutlined';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';
import { openOverlay } from '../services/overlays';
import { fetchEntries } from '../services/timeline';

const DealsScreen = lazyWithPrefetch(() => import('./DealsScreen').then((m) => m.DealsScreen));
const DealScreen = lazyWithPrefetch(async () => {
  const [card] = await Promise.all([import('./DealScreen'), fetchEntries()]);
  return card.DealScreen;
});
const DealStepEntry = lazyWithPrefetch(() => import('./DealStepEntry').then((m) => m.DealStepEntry));
const NewDealForm = lazyWithPrefetch(() => import('./NewDealForm').then((m) => m.NewDealForm));
const PlanStep = lazyWithPrefetch(() => import('./PlanStep').then((m) => m.PlanStep));

declare module '../services/overlays' {
  interface OverlayParams {
    deal: { readonly clientId?: string; readonly funnelId?: string };
    'deal-step': { readonly dealId: string; readonly title: string };
  }
}

export const deals = defineFeature({
  name: 'deals',
  sections: [{ action: 'go-deals', path: '/deals', icon: <DealIcon /> }],
  routes: [
    { path: '/deals', screen: () => <DealsScreen /> },
    { path: '/deals/:id', parent: '/deals', screen: ({ id = '' }) => <DealScreen key={id} id={id} /> },
  ],
  kinds: { deals: { icon: <DealIcon fontSize="small" />, card: '/deals/:id' } },
  timeline: { deal: DealStepEntry },
  overlays: {
    deal: { form: (deal, onClose) => <NewDealForm {...deal} onClose={onClose} />, aboutClient: true },
    'deal-step': { form: (step, onClose) => <PlanStep key={step.dealId} {...step} onClose={onClose} /> },
  },
  actions: { 'new-deal': { run: () => openOverlay({ kind: 'deal' }) } },
});

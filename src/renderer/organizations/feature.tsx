import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';

const OrganizationDialog = lazyWithPrefetch(() =>
  import('./OrganizationDialog').then((m) => m.OrganizationDialog),
);

declare module '../services/overlays' {
  interface OverlayParams {
    organization: { readonly onSaved?: () => void };
  }
}

export const organizations = defineFeature({
  name: 'organizations',
  overlays: {
    organization: {
      form: ({ onSaved }, onClose) => (
        <OrganizationDialog {...(onSaved ? { onSaved } : {})} onClose={onClose} />
      ),
    },
  },
});

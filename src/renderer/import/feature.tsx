import ImportIcon from '@mui/icons-material/MoveToInbox';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';

const ImportScreen = lazyWithPrefetch(() => import('./ImportScreen').then((m) => m.ImportScreen));

export const imports = defineFeature({
  name: 'import',
  sections: [{ action: 'go-import', path: '/import', icon: <ImportIcon /> }],
  routes: [{ path: '/import', screen: () => <ImportScreen /> }],
});

import BinIcon from '@mui/icons-material/DeleteOutlined';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';

const RecycleBinScreen = lazyWithPrefetch(() => import('./RecycleBinScreen').then((m) => m.RecycleBinScreen));

export const recycleBin = defineFeature({
  name: 'recycle-bin',
  sections: [{ action: 'go-bin', path: '/bin', icon: <BinIcon />, atEnd: true }],
  routes: [{ path: '/bin', screen: () => <RecycleBinScreen /> }],
});

import TodayIcon from '@mui/icons-material/WbSunnyOutlined';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';

const TodayScreen = lazyWithPrefetch(() => import('./TodayScreen').then((m) => m.TodayScreen));

export const today = defineFeature({
  name: 'today',
  sections: [{ action: 'go-today', path: '/', icon: <TodayIcon /> }],
  routes: [{ path: '/', screen: () => <TodayScreen />, fetch: TodayScreen.fetch }],
  likely: [TodayScreen],
});

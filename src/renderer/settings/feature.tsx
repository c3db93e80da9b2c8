import SettingsIcon from '@mui/icons-material/SettingsOutlined';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';

const SettingsScreen = lazyWithPrefetch(() => import('./SettingsScreen').then((m) => m.SettingsScreen));

export const settings = defineFeature({
  name: 'settings',
  sections: [{ action: 'go-settings', path: '/settings', icon: <SettingsIcon /> }],
  routes: [
    {
      path: '/settings/:section?',
      screen: ({ section }) => <SettingsScreen {...(section ? { section } : {})} />,
    },
  ],
});

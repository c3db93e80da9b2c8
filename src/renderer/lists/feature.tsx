import ListIcon from '@mui/icons-material/TableRowsOutlined';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';
import { PinnedViews } from './PinnedViews';

const ListsScreen = lazyWithPrefetch(() => import('./ListsScreen').then((m) => m.ListsScreen));

export const lists = defineFeature({
  name: 'lists',
  sections: [{ action: 'go-lists', path: '/lists', icon: <ListIcon /> }],
  navigation: [PinnedViews],
  routes: [
    { path: '/lists', screen: () => <ListsScreen /> },
    { path: '/lists/:kind', screen: ({ kind = '' }) => <ListsScreen key={kind} kind={kind} /> },
    {
      path: '/lists/:kind/:view',
      screen: ({ kind = '', view = '' }) => <ListsScreen key={`${kind} ${view}`} kind={kind} viewId={view} />,
    },
  ],
});

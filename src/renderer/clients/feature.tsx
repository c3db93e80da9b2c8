import ClientIcon from '@mui/icons-material/ApartmentOutlined';
import GroupIcon from '@mui/icons-material/GroupsOutlined';
import NewIcon from '@mui/icons-material/PersonAddAlt1';
import ContactIcon from '@mui/icons-material/PersonOutlined';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';
import { openOverlay } from '../services/overlays';
import { fetchEntries } from '../services/timeline';
// The list people begin with is drawn with the frame.
import { ClientsScreen } from './ClientsScreen';

const ClientCardScreen = lazyWithPrefetch(async () => {
  const [card] = await Promise.all([import('./ClientCardScreen'), fetchEntries()]);
  return card.ClientCardScreen;
});
const NewClientForm = lazyWithPrefetch(() => import('./NewClientForm').then((m) => m.NewClientForm));

declare module '../services/overlays' {
  interface OverlayParams {
    client: object;
  }
}

export const clients = defineFeature({
  name: 'clients',
  sections: [{ action: 'go-clients', path: '/clients', icon: <GroupIcon /> }],
  routes: [
    { path: '/clients', screen: () => <ClientsScreen /> },
    {
      path: '/clients/:id',
      parent: '/clients',
      screen: ({ id = '' }) => <ClientCardScreen key={id} id={id} />,
    },
  ],
  kinds: {
    clients: { icon: <ClientIcon fontSize="small" />, card: '/clients/:id' },
    contacts: { icon: <ContactIcon fontSize="small" /> },
  },
  overlays: { client: { form: (_, onClose) => <NewClientForm onClose={onClose} /> } },
  actions: { 'new-client': { run: () => openOverlay({ kind: 'client' }) } },
  quick: [{ action: 'new-client', icon: <NewIcon /> }],
  likely: [ClientCardScreen],
});

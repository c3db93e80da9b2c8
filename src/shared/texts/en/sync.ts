import { pluralEn } from '../plural';
import type { sync as Russian } from '../ru/sync';

export const sync: typeof Russian = {
  indicator: 'Sync with the server',
  phases: {
    off: 'No server',
    connecting: 'Connecting…',
    online: 'Online',
    offline: 'Offline',
    error: 'Sync error',
    'login-needed': 'Sign in again',
  },
  unsent: (n: number) => `${n.toLocaleString('en')} not sent`,
  allSent: 'Everything is sent',
  received: (n: number) => `Received ${n.toLocaleString('en')} ${pluralEn(n, 'record', 'records')}`,
  oldest: (when: string) => `Oldest edit not sent: ${when}`,
  lastSuccess: (when: string) => `Last exchange: ${when}`,
  never: 'No exchange so far',
  now: 'Sync now',
  openSettings: 'Sync settings',
  server: 'Server address',
  serverHint: 'For example, https://crm.example.com',
  login: 'Login',
  password: 'Password',
  connect: 'Connect',
  connecting: 'Connecting…',
  connected: 'Connected. From now on it syncs by itself',
  disconnect: 'Disconnect',
  disconnectHint: 'The data stay on this computer.',
  reconnect: 'Sign in',
  offText:
    'The base lives on this computer only. Connect a server to work with colleagues: edits leave as soon as there is a network.',
  signedInAs: (login: string) => `Signed in as ${login}`,
  demoHint:
    'This is the demo base: made-up records will go to the server too. Better drop the demo data first.',
};

import type { app as Russian } from '../ru/app';

export const app: typeof Russian = {
  name: 'Kartoteka',
  nav: {
    label: 'Sections',
  },
  skip: 'Skip to the content',
  actions: {
    label: 'Frequent actions',
    search: 'Search',
    searchHint: 'Client, phone, INN, email',
  },
  welcome: {
    title: 'Welcome to Kartoteka',
    lead: 'Clients, calls, tasks and documents on your own computer. The network is only for sharing with colleagues.',
    yourName: 'Your name',
    yourNameHint: 'First and last name, as colleagues will see it',
    empty: 'Empty database',
    emptyHint: 'Start from scratch: enter clients or import them from a file',
    demo: 'Demo database',
    demoHint: 'About 200 fictional companies with calls, tasks and documents. Deleted with one click',
    server: 'Connect to a server',
    serverHint: "Get the team's shared database by the address and password your administrator gave you",
    preparing: 'Preparing the demo database…',
  },
  demo: {
    banner: 'This is the demo database: all companies and people are fictional.',
    drop: 'Delete demo data',
    confirm:
      'Delete the demo database and start with an empty one? Everything you changed in it will be deleted too.',
  },
  broken: {
    title: 'The database could not be opened',
    startEmpty: 'Start with an empty database',
    showFolder: 'Show the folder with the file',
    tryAgain: 'Try again',
    noCopies: 'There are no backups.',
    kept: 'The damaged file stays in the profile folder: nothing is deleted.',
  },
  crash: {
    title: 'The screen could not be shown',
    text: 'Your data is saved. Open the screen again.',
    reload: 'Open again',
  },
  about: {
    title: 'About',
    version: 'Version',
    system: 'System',
    licence: 'MIT licence',
    logs: 'Log folder',
    copyVersions: 'Copy details',
  },
  weakKey:
    'The system has no key store, so the key is kept next to the database. The database is encrypted, but anyone who copies both files can open it.',
};

import type { trouble as ru } from '../ru/trouble';

export const trouble: typeof ru = {
  title: {
    'disk-full': 'The disk is full — changes are not being saved',
    'store-readonly': 'The database cannot be written — changes are not being saved',
    other: 'The database cannot be reached — changes are not being saved',
  },
  advice: {
    'disk-full': 'Make room: delete files you do not need or empty the system’s bin.',
    'store-readonly': 'Allow writing to the database file and its folder.',
    other: 'Check the disk the database is on.',
  },
  drafts: 'What you typed stays in the open forms and drafts: do not close them.',
  tryAgain: 'Try now',
  healed:
    'The database file vanished from its folder while the program was running. It was written anew: nothing is lost.',
  understood: 'OK',
};

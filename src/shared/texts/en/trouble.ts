import type { trouble as ru } from '../ru/trouble';

const many = (n: number, one: string) => `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`;

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
  restarted:
    'Work with the database broke off, and it was opened again. What was saved is safe; check that what you typed last was saved.',
  understood: 'OK',
  missing: {
    title: 'The last edits are missing from the database',
    count(single: number, loaded: number, atLeast: boolean): string {
      const parts = [
        ...(single > 0 ? [many(single, 'edit')] : []),
        ...(loaded > 0 ? [`${many(loaded, 'record')} of an import or other large work`] : []),
      ];
      return `Missing: ${atLeast ? 'at least ' : ''}${parts.join(' and ')}`;
    },
    period: (since: string, until: string) =>
      since === until ? `, made ${since}.` : `, made between ${since} and ${until}.`,
    server: 'What had reached the server comes back with the exchange by itself.',
    copyNewer: (at: string) => `There is a copy of ${at}: some of these edits may be in it.`,
    copyOlder: (at: string) => `The last copy, of ${at}, was made before them.`,
    logKept: 'The damaged log was kept beside the database.',
    toCopies: 'To the copies',
  },
};

import type { storageHealth as ru } from '../ru/storage-health';

const many = (n: number, one: string) => `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`;

export const storageHealth: typeof ru = {
  title: {
    'disk-full': 'The disk is full — changes are not being saved',
    'store-readonly': 'The database is read-only — changes are not being saved',
    other: 'The database cannot be reached — changes are not being saved',
  },
  advice: {
    'disk-full': 'Free some space: delete files you do not need or empty the system’s recycle bin.',
    'store-readonly': 'Allow writing to the database file and its folder.',
    other: 'Check the disk the database is on.',
  },
  drafts: 'What you typed stays in the open forms and drafts: do not close them.',
  tryAgain: 'Try now',
  healed:
    'The database file disappeared from its folder while the program was running. It was written again: nothing is lost.',
  restarted:
    'The database connection was interrupted and has been restored. What you saved is safe; check that your last entry was saved.',
  understood: 'OK',
  missing: {
    title: 'The last edits are missing from the database',
    count(single: number, loaded: number, atLeast: boolean): string {
      const parts = [
        ...(single > 0 ? [many(single, 'edit')] : []),
        ...(loaded > 0 ? [`${many(loaded, 'record')} from an import or another large operation`] : []),
      ];
      return `Missing: ${atLeast ? 'at least ' : ''}${parts.join(' and ')}`;
    },
    period: (since: string, until: string) =>
      since === until ? `, made ${since}.` : `, made between ${since} and ${until}.`,
    server: 'What had reached the server will come back automatically during sync.',
    copyNewer: (at: string) => `There is a backup of ${at}: some of these edits may be in it.`,
    copyOlder: (at: string) => `The latest backup, of ${at}, was made before them.`,
    logKept: 'The damaged log was kept next to the database.',
    toCopies: 'Go to backups',
  },
};

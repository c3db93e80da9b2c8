import type { backups as ru } from '../ru/backups';

export const backups: typeof ru = {
  lead: 'Backups are made automatically once a day: when you finish work or step away from the computer. The last 7 days, 4 weeks and 6 months are kept. Each is encrypted like the database and verified by opening it. Attached files are kept next to them in the “files” folder: move it together with the backups.',
  folder: 'Backup folder',
  folderUsual: 'In the program’s profile',
  folderAdvice:
    'A disk can fail together with the database: choose a folder on another disk or on the network.',
  choose: 'Choose folder',
  usual: 'Keep in the profile',
  show: 'Open folder',
  make: 'Back up now',
  fromFile: 'Restore from a file…',
  restore: 'Restore…',
  restoreOf: (when) => `Restore from the backup of ${when}`,
  made: 'Backup made and verified',
  makingFiles: 'Copying attached files…',
  preparingFiles: 'Bringing back attached files…',
  making: 'Making a backup…',
  preparing: 'Preparing the database from the backup…',
  reading: 'Opening and verifying the backup…',
  cancel: 'Stop',
  cancelling: 'Stopping…',
  none: 'No backups yet. The first is made when you close the program, or make one now.',
  listLabel: 'Backups',
  columns: { date: 'Made', kind: 'Type', size: 'Size', state: 'Verified', actions: 'Actions' },
  kindOf: {
    daily: 'daily',
    manual: 'made by you',
    'before-restore': 'before a restore',
    'before-migration': 'before a program update',
  },
  verified: 'verified',
  notVerified: 'not opened yet',
  showAll: (n) => `Show all (${n})`,
  bytes: (n) => {
    const mega = n / 1024 / 1024;
    if (mega < 0.1) return `${Math.max(1, Math.round(n / 1024)).toLocaleString('en')} KB`;
    if (mega < 1024) return `${mega.toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
    return `${(mega / 1024).toLocaleString('en', { maximumFractionDigits: 2 })} GB`;
  },
  failure: (reason: string, inProfile: boolean) =>
    inProfile
      ? `The backup could not be made in the chosen folder; it was made in the program’s profile. ${reason}`
      : `The daily backup could not be made. ${reason}`,
  openSettings: 'Backup settings',
  hideFailure: 'Hide the warning about the backup',
  fileKind: 'Kartoteka backup',
  dialog: {
    title: 'Restore from a backup',
    madeAt: 'Made',
    madeOn: 'Computer',
    thisComputer: 'this one',
    by: 'Employee',
    lastChange: 'Last change',
    version: 'Program version',
    unknown: 'not specified',
    counts: 'What is in it',
    kind: 'Records',
    inCopy: 'In the backup',
    now: 'Now',
    count: (n) => n.toLocaleString('en'),
    filesMissing: (n) =>
      `The content of ${n.toLocaleString('en')} ${n === 1 ? 'file' : 'files'} is not next to the backup. It will come from the server if it was uploaded; if you moved the backup, move the “files” folder that was next to it too.`,
    promise:
      'The current state of the database is first saved as a separate backup: you can go back to it at any time.',
    series: 'New documents get a new series of numbers, so that no number is ever used twice.',
    sync: 'At the next sync the server will return what it has received since this backup.',
    otherServer:
      'The backup belongs to another server. Sync will be off after restoring: sign in to the right server again.',
    older:
      'The backup was made by an older version of the program and will be brought up to date; the file itself does not change.',
    submit: 'Restore',
    secret: 'Password or recovery code',
    secretHint: 'Of the computer the backup was made on',
    open: 'Open the backup',
    done: (kept) =>
      kept === ''
        ? 'The database is restored. The previous file was kept in the profile folder.'
        : 'The database is restored. The previous state is among the backups.',
  },
  rescue: {
    running: 'Recovering records from the damaged file…',
    read: (n) => `${n.toLocaleString('en')} ${n === 1 ? 'record' : 'records'} read`,
    report: 'What was recovered',
    saved: 'Recovered',
    lost: 'Lost',
    doubtful: 'Doubtful',
    doubtfulNote: 'Doubtful records show signs of damage in their text: please read them again.',
    copyOf: (when) => `In the backup of ${when}`,
    newer: (n) =>
      `The damaged file has ${n.toLocaleString('en')} ${n === 1 ? 'record' : 'records'} newer than the backup.`,
    nothing: 'Nothing could be read from the damaged file.',
    takeBoth: (when) => `Use the backup of ${when} and add what was recovered`,
    takeCopy: (when) => `Use the backup of ${when}`,
    takeRescued: 'Use what was recovered',
    recommended: 'This loses the least',
    kept: 'The damaged file stays in the profile folder: nothing is deleted. Documents get a new series of numbers.',
    noCopy: 'There are no backups.',
    working: 'Preparing the database…',
  },
};

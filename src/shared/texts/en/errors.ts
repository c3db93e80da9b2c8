import type { errors as Russian } from '../ru/errors';

const filterIssues: Readonly<Record<string, string>> = {
  field: 'there is no such field any more',
  operator: 'the field cannot be compared like this',
  value: 'the value does not fit the field',
  kind: 'this version of the program has no such records',
  deep: 'too many groups within groups',
  long: 'too many conditions',
  form: 'it was made by another version of the program',
};

const funnelIssues: Readonly<Record<string, string>> = {
  'name-missing': 'it has no name',
  'stage-name-missing': 'one of its stages has no name',
  'stage-name-twice': 'two stages have the same name',
  'no-open-stage': 'it needs at least one stage of work',
  'no-won-stage': 'it needs a stage where a deal is won',
  'no-lost-stage': 'it needs a stage where a deal is lost',
  'no-lost-reason': 'it needs at least one reason for losing',
  'too-many-stages': 'it has more than 500 stages',
};

export const errors: typeof Russian = {
  internal: () =>
    'Something went wrong. No data is lost; try again, and if that does not help, restart the program.',
  'invalid-input': () => 'This value is not valid. Correct it and try again.',
  'not-found': () => 'The record was not found; it may have been deleted. Refresh the list.',
  'record-changed': () => 'The record was changed meanwhile. Check the new values and try again.',
  'already-posted': () => 'The document is posted and cannot be changed. Create a new one.',
  'organization-missing': () => "Fill in your organisation's details: they are printed in the document.",
  'document-empty': () => 'Add at least one line with a name, a quantity and a price.',
  'amount-too-large': () => 'The amount is too large. Check quantity and price.',
  'deal-amount-negative': () => 'The amount of a deal cannot be negative. Correct it and try again.',
  'deal-lost-reason': () => 'Say why the deal is lost: it cannot be closed without a reason.',
  'deal-stage-requires': (d) =>
    `The stage “${d.stage ?? ''}” asks for more. Fill in the marked fields and try again.`,
  'deal-stage-gone': () =>
    'This stage is gone: a team lead has removed it or changed the funnel. Choose another one.',
  'deal-without-client': () => 'The deal has no client to be invoiced. Choose one and try again.',
  'funnel-wrong': (d) =>
    `The funnel cannot be saved: ${funnelIssues[String(d.issue)] ?? 'check its stages'}. Correct it and try again.`,
  'funnel-last': () => 'This is the last funnel and cannot be removed. Make another one first.',
  'filter-wrong': (d) =>
    `The filter cannot be used: ${filterIssues[String(d.issue)] ?? 'something in it is wrong'}. Change the condition or delete it.`,
  'store-corrupt': () =>
    'The database file is damaged. Nothing was deleted: what was recovered and the latest backup are offered below.',
  'store-wrong-key': () =>
    'The key does not match the database file. The profile may come from another computer. Restore the key or a backup.',
  'store-readonly': () => 'The database file or its folder is read-only. Allow writing and try again.',
  'store-newer-version': (d) =>
    `The database was made by a newer version${d.version ? `: ${d.version} or later is needed` : ''}. Update the program.`,
  'store-locked': () => 'The database is in use by another program. Close it and try again.',
  'store-not-open': () => 'The database is not open yet. Wait a moment and try again.',
  'store-restarted': () =>
    'The database connection was interrupted and is being restored. What you saved is safe; repeat your last action.',
  'store-crashes': () =>
    'The database connection was interrupted several times in a row. Nothing was deleted: try opening it again, and if that does not help, use what was recovered or a backup.',
  'disk-full': () => 'The disk is full. Free some space and try again: what you typed is not lost.',
  'no-permission': () => 'You have no permission for this file or folder. Choose another folder.',
  'file-not-found': (d) => `File not found${d.name ? `: ${d.name}` : ''}. Check that it is still there.`,
  'file-write-failed': (d) =>
    `Could not write the file${d.name ? ` ${d.name}` : ''}. Close it in other programs or choose another folder.`,
  'file-open-failed': (d) =>
    `The file${d.name ? ` ${d.name}` : ''} was written, but the system has no program to open it. Install one or open the file’s folder.`,
  'file-too-large': () => 'The file is larger than 100 MB. Compress it or put a link into a note.',
  'file-damaged': () => 'The content of the file is damaged. Attach it again or download it again.',
  'file-dangerous': (d) =>
    `The file${d.name ? ` ${d.name}` : ''} can run commands, so it cannot be opened from here. If you trust it, save it to disk.`,
  'file-not-here': () => 'This file is not on this computer yet. Download it when you are online.',
  'file-not-on-server': () => 'The file has not reached the server yet from the computer it was attached on.',
  'quota-exceeded': () =>
    'The server has no space left for files. The file stays on this computer; tell your administrator.',
  'document-render-failed': () => 'The document could not be created. Check the details and try again.',
  'link-refused': () => 'This link is not safe to open.',
  'not-now': () =>
    'This cannot be done right now: the program is busy. Go back to the first screen and try again.',
  'not-by-hand': () => 'Opening something outside the program requires a key press or a click. Try again.',
  'not-confirmed': () => 'You did not confirm, so everything stays as it was.',
  'demo-only': () =>
    'Only the demo database can be deleted this way. This one is yours: delete records one by one, and they will go to the recycle bin.',
  'import-empty': () => 'The file is empty. Choose another.',
  'import-not-text': () => 'This is neither a CSV table nor a vCard. Save it as CSV and choose it again.',
  'import-no-rows': () => 'The file has no rows of data.',
  'import-running': () => 'An import is already running. Wait for it to finish or stop it.',
  'import-cancelled': () => 'The import was stopped.',
  'import-no-name-column': () => 'Choose the column with the client or contact name.',
  'demo-not-empty': () => 'The database already has records: demo data can only be added to an empty one.',
  'sync-address-invalid': () => 'This does not look like a server address. Example: https://crm.example.com',
  'sync-offline': () =>
    'The server is not responding. Check the network and the address; you can work offline.',
  'sync-timeout': () => 'The server is taking too long. The program will retry; you can work offline.',
  'sync-bad-answer': () =>
    'The server at this address is not a Kartoteka server. Check the address or your Wi-Fi sign-in.',
  'sync-certificate': () =>
    "The server's certificate could not be verified; the password was not sent. If your company uses its own certificate, choose its file in “Settings → Sync with the server”; otherwise tell your administrator.",
  'sync-certificate-invalid': () => 'A certificate is a .pem, .crt or .cer file. There is none in this one.',
  'sync-proxy-password': () =>
    'The proxy server requires a login and a password. Enter them in “Settings → Sync with the server”.',
  'sync-wrong-password': () => 'Wrong login or password.',
  'sync-locked-out': () => 'Too many wrong attempts. Try again in a few minutes.',
  'sync-login-again': () =>
    'The server asks you to sign in again. Nothing is lost: everything is on this computer.',
  'not-yours': () =>
    'This is a colleague’s record: its author, team leads and administrators change it, and a client is handed over or deleted by its owner. Ask them, or add a record of your own.',
  'sync-leaving': () =>
    'The server does not yet know that you have disconnected: it cannot be reached. The program will tell it as soon as possible; until then the offline period continues, and the program locks when it ends.',
  'role-forbids': () => 'Only team leads and administrators may change this.',
  'sync-forbidden': () => 'The server refused access. Ask your administrator.',
  'sync-update-required': () =>
    'Update the program: the server uses a newer version. Your edits are kept here.',
  'sync-server-error': () =>
    'The server reported an error. The program will retry; your edits are kept here.',
  'sync-busy': () =>
    'The server is busy and asks to wait. The program will continue automatically; your edits are kept here.',
  'sync-storage-full': () =>
    'Your storage on the server is full, so it accepts nothing new for now. Your edits stay on this computer and will be sent automatically once an administrator adds space.',
  'sync-not-configured': () => 'No server is connected. Enter its address and sign in under Settings.',
  'sync-other-workspace': () =>
    'This database already belongs to another server. Use a separate profile for a new one.',
  'sync-rejected': () =>
    'The server set some records aside because it could not accept them. Your edits are safe here; tell your administrator.',
  'sync-foreign-records': () =>
    'The server sent records this program does not accept; the rest was accepted. Tell your administrator: it may be a wrong or altered server.',
  'sync-server-restored': () =>
    'The server was restored from a backup. Sign in to it again: nothing is lost here, your edits will be sent again.',
  'sync-device-revoked': () =>
    'This computer was revoked by an administrator. Unsent edits were sent to the team lead, and the database was wiped from this computer.',
  'lease-expired': () =>
    'This computer has been away from the server for too long. Connect to the network and try again: nothing is lost.',
  'already-resolved': () =>
    'This has already been resolved, or the card has changed meanwhile. The list is up to date: decide again.',
  'login-taken': () => 'This login is taken. Choose another one.',
  'login-invalid': () => 'A login has 1 to 120 characters and no spaces.',
  'name-invalid': () => 'A name has 1 to 300 characters.',
  'last-admin': () => 'This is the last administrator. Make someone else an administrator first.',
  'store-missing': () =>
    'The database file has disappeared from its folder. Check that the disk and the profile folder are there and try again.',
  'store-foreign-log': () =>
    'The log next to the database file belongs to another database: the file was replaced and the log was not. Nothing was changed. Close the program, move kartoteka.db-wal and kartoteka.db-shm to another folder and open it again — or put the previous database file back.',
  'store-edits-missing': () =>
    'The last edits are missing from the database: they had been saved, but the file or its log is damaged or was replaced by an older one. Check the records you worked on and re-enter what is missing.',
  'store-io': () =>
    'The disk is not responding while the database is read or written. Check that it is connected and try again: what you typed is not lost.',
  'store-unreachable': () =>
    'The folder of the database cannot be reached. Check the disk and your permissions for the folder and try again.',
  'copy-damaged': () => 'The backup is damaged and cannot be restored. Choose another one.',
  'copy-newer-version': (d) =>
    d.version
      ? `The backup was made by a newer version of the program (${d.version}). Update the program to that version or later and try again.`
      : 'The backup was made by a newer version of the program. Update the program and try again.',
  'copy-other-key': () =>
    'The backup is encrypted with another key. Enter the password or the recovery code of the computer it was made on.',
  'copy-no-key-file': () =>
    'The backup is encrypted with another computer’s key, and there is no key file next to it. Put the file kartoteka-….keys.json that was kept with the backups into its folder.',
  'copy-wrong-secret': () =>
    'The password or recovery code does not open this backup. Check it and try again.',
  'copy-folder-gone': () =>
    'The backup folder cannot be reached. Connect the disk it is on or choose another folder.',
  'copy-cancelled': () => 'Stopped. The current database has not changed.',
  'copy-busy': () => 'A backup operation is already running. Wait for it to finish or stop it.',
  'key-unavailable': () =>
    'The database key is not available. Sign in to the system as the same user and try again.',
  'key-file-damaged': () =>
    'The key file is damaged. Put keys.json back from a backup of the profile, or restore the database from a backup.',
  'app-locked': () => 'Kartoteka is locked. Enter your password.',
  'wrong-password': () => 'Wrong password. Check the keyboard layout and Caps Lock.',
  'unlock-too-soon': (d) => `Too many wrong attempts. Try again in ${d.seconds} s.`,
  'password-too-short': (d) => `The password is too short: at least ${d.least} characters are needed.`,
  'password-not-set': () => 'No password is set yet. Set one in the settings, under “Security”.',
  'recovery-code-typo': (d) =>
    d.group
      ? `There is a typo in the code: check group ${d.group}.`
      : 'The code has seven groups of five characters. Check that you have entered all of it.',
  'wrong-recovery-code': () =>
    'The code is typed correctly but does not belong to this database: it may be for another database or an old one.',
};

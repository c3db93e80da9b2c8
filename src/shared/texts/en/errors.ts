import type { errors as Russian } from '../ru/errors';

export const errors: typeof Russian = {
  internal: () =>
    'Something went wrong. No data is lost; try again, and if that does not help, restart the program.',
  'invalid-input': (d) =>
    `This value does not fit${d.field ? `: ${d.field}` : ''}. Correct it and try again.`,
  'not-found': () => 'The record was not found; it may have been deleted. Refresh the list.',
  'record-changed': () => 'The record was changed meanwhile. Check the new values and try again.',
  'already-posted': () => 'The document is posted and cannot be changed. Make a new one.',
  'organization-missing': () => "Fill in your organisation's details: they are printed in the document.",
  'document-empty': () => 'Add at least one line with a name, a quantity and a price.',
  'amount-too-large': () => 'The amount is too large. Check quantity and price.',
  'store-corrupt': () =>
    'The database file is damaged. It was set aside, nothing was deleted. Restore the last copy or begin empty.',
  'store-wrong-key': () =>
    'The key does not fit the database file. The profile may come from another computer.',
  'store-readonly': () => 'The database file or its folder is read-only. Allow writing and try again.',
  'store-newer-version': (d) =>
    `The database was made by a newer version${d.version ? `: ${d.version} or later is needed` : ''}. Update the program.`,
  'store-locked': () => 'Another program holds the database. Close it and try again.',
  'store-not-open': () => 'The database is not open yet. Wait a moment and try again.',
  'store-restarted': () =>
    'Work with the database broke off; it is being opened again. What was saved is safe; repeat your last action.',
  'store-crashes': () =>
    'Work with the database broke off several times in a row. Nothing was deleted: try to open it again, and if that does not help, take what was saved or a copy.',
  'disk-full': () => 'The disk is full. Free some space and try again: what you typed is not lost.',
  'no-permission': () => 'No permission for this file or folder. Choose another folder.',
  'file-not-found': (d) => `File not found${d.name ? `: ${d.name}` : ''}. Check that it is still there.`,
  'file-write-failed': (d) =>
    `Could not write the file${d.name ? ` ${d.name}` : ''}. Close it elsewhere or choose another folder.`,
  'file-open-failed': (d) =>
    `The file${d.name ? ` ${d.name}` : ''} was written, but the system has no program to open it. Install one or open the file’s folder.`,
  'file-too-large': () => 'The file is larger than 100 MB. Compress it or put a link into a note.',
  'file-damaged': () => 'The content of the file is damaged. Attach it anew or fetch it again.',
  'file-dangerous': (d) =>
    `The file${d.name ? ` ${d.name}` : ''} can run commands, so it is not opened from here. If you are sure of it, save it to the disk.`,
  'file-not-here': () => 'This file is not on this computer yet. Fetch it when there is a connection.',
  'file-not-on-server': () => 'The file has not reached the server yet from the computer it was attached on.',
  'quota-exceeded': () =>
    'The server has no room left for files. The file stays on this computer; tell the administrator.',
  'document-render-failed': () => 'The document could not be made. Check the details and try again.',
  'link-refused': () => 'This link is not safe to open.',
  'not-now': () => 'This cannot be done at the moment. Go back to the first screen and try again.',
  'not-by-hand': () => 'Only a press opens something outside the program. Press once more.',
  'not-confirmed': () => 'You did not confirm, so everything stays as it was.',
  'demo-only': () =>
    'Only the demo database is dropped this way. This one is yours: delete records one by one, they go to the bin.',
  'import-empty': () => 'The file is empty. Choose another.',
  'import-not-text': () => 'This is neither a CSV table nor a vCard. Save it as CSV and choose it again.',
  'import-no-rows': () => 'The file has no rows of data.',
  'import-running': () => 'An import is already running. Wait for its end or cancel it.',
  'import-cancelled': () => 'The import was cancelled.',
  'import-no-name-column': () => "Say which column has the client's or the contact's name.",
  'demo-not-empty': () => 'The base already has records: demo data go into an empty one only.',
  'sync-address-invalid': () => 'This does not look like a server address. Example: https://crm.example.com',
  'sync-offline': () => 'The server does not answer. Check network and address; you can work offline.',
  'sync-timeout': () => 'The server takes too long. We will retry; you can work offline.',
  'sync-bad-answer': () =>
    'What answers at this address is not a Kartoteka server. Check the address or the Wi-Fi login.',
  'sync-certificate': () =>
    "The server's certificate failed the check; the password was not sent. If it is the company's own, choose its file in “Settings → Sync with a server”, else tell the admin.",
  'sync-certificate-invalid': () => 'A certificate is a .pem, .crt or .cer file. There is none in this one.',
  'sync-proxy-password': () =>
    'The proxy wants a name and a password. Give them in “Settings → Sync with a server”.',
  'sync-wrong-password': () => 'Wrong login or password.',
  'sync-locked-out': () => 'Too many wrong attempts. Try again in a few minutes.',
  'sync-login-again': () =>
    'The server asks to sign in again. Nothing is lost: everything is on this computer.',
  'not-yours': () =>
    'This is a colleague’s record: its author, heads and administrators change it, and a client is handed over or deleted by who answers for it. Ask them, or add a record of your own.',
  'sync-leaving': () =>
    'The server does not know yet that you have left: it cannot be reached. The program will tell it as soon as it can; until then the time without contact goes on, and the program locks itself when it ends.',
  'role-forbids': () => 'Only heads and administrators may change this.',
  'sync-forbidden': () => 'The server refused access. Ask your admin.',
  'sync-update-required': () => 'Update the program: the server speaks a newer version. Edits are kept here.',
  'sync-server-error': () => 'The server has an error. We will retry; edits are kept here.',
  'sync-busy': () => 'The server asks to wait: too much at once. We go on by ourselves; edits are kept here.',
  'sync-storage-full': () =>
    'Your share of the server is used up, and it takes nothing new for now. Edits stay on this computer and go by themselves once an administrator gives more room.',
  'sync-not-configured': () => 'No server is connected. Give its address and sign in in the settings.',
  'sync-other-workspace': () =>
    'This base already belongs to another server. Use a separate profile for a new one.',
  'sync-rejected': () =>
    'The server put some records aside: they do not fit. Your edits are safe here; tell your admin.',
  'sync-foreign-records': () =>
    'The server sent records this program does not take; the rest was taken. Tell your admin: a foreign or altered server does that.',
  'sync-server-restored': () =>
    'The server was restored from a backup. Sign in to it again: nothing is lost here, edits will be sent anew.',
  'sync-device-revoked': () =>
    'This computer was revoked by an administrator. Unsent edits went to the head, the base was wiped from it.',
  'lease-expired': () =>
    'This computer has been away from the server for too long. Connect to the network and try again: nothing is lost.',
  'already-resolved': () =>
    'Decided already, or the card changed meanwhile. The list is up to date: decide again.',
  'login-taken': () => 'This login is taken. Choose another one.',
  'login-invalid': () => 'A login has 1 to 120 characters and no spaces.',
  'name-invalid': () => 'A name has 1 to 300 characters.',
  'last-admin': () => 'This is the last administrator. Make somebody else one first.',
  'store-missing': () =>
    'The database file has gone from its folder. Check that the disk and the profile folder are there and try again.',
  'store-foreign-log': () =>
    'The log beside the database file belongs to another database: the file was exchanged and the log stayed. Nothing was changed. Close the program, move kartoteka.db-wal and kartoteka.db-shm to another folder and open it again — or put the former database file back.',
  'store-edits-missing': () =>
    'The last edits are missing from the database: they had been saved, but its file or log is damaged or was exchanged for an older one. Check the records you worked on and enter again what is missing.',
  'store-io': () =>
    'The disk does not answer while the database is read or written. Check that it is connected and try again: what you typed is not lost.',
  'store-unreachable': () =>
    'The folder of the database cannot be reached. Check the disk and your rights to the folder and try again.',
  'copy-damaged': () => 'The copy is damaged and cannot be restored from. Choose another one.',
  'copy-newer-version': (d) =>
    d.version
      ? `The copy was made by a newer version of the program (${d.version}). Update the program to it or a later one and try again.`
      : 'The copy was made by a newer version of the program. Update the program and try again.',
  'copy-other-key': () =>
    'The copy is encrypted with another key. Enter the password or the recovery code of the computer it was made on.',
  'copy-no-key-file': () =>
    'The backup is encrypted with another computer’s key, and there is no key file beside it. Put the file kartoteka-….keys.json that lay with the backups into its folder.',
  'copy-wrong-secret': () => 'The password or recovery code does not open this copy. Check it and try again.',
  'copy-folder-gone': () =>
    'The folder of copies cannot be reached. Connect the disk it is on, or choose another folder.',
  'copy-cancelled': () => 'Cancelled. The present database has not changed.',
  'copy-busy': () => 'Copies are being worked on already. Wait for the end or cancel it.',
  'key-unavailable': () =>
    'The database key is not available. Sign in to the system as the same user and try again.',
  'key-file-damaged': () =>
    'The key file is damaged. Put keys.json back from a backup of the profile, or restore the base from a copy.',
  'app-locked': () => 'Kartoteka is locked. Enter your password.',
  'wrong-password': () => `The password does not fit. Check the keyboard layout and Caps Lock.`,
  'unlock-too-soon': (d) => `Too many wrong tries. Try again in ${d.seconds} s.`,
  'password-too-short': (d) => `The password is too short: at least ${d.least} characters are needed.`,
  'password-not-set': () => 'No password is set yet. Set one in the settings, under “Protection”.',
  'recovery-code-typo': (d) =>
    d.group
      ? `There is a typo in the code: check group ${d.group}.`
      : 'The code has seven groups of five characters. Check that all of it is there.',
  'wrong-recovery-code': () =>
    `The code is spelled right but does not belong to this base: it may be another base’s or an old one.`,
};

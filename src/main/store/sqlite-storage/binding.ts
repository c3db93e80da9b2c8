import Libsql from 'libsql';
import { rawCode } from './errors';
import { type FirstPage, fileUri } from './opening';

/** Read without a log and a lock. */
export const AS_IT_LIES = 'mode=ro&immutable=1';

/** A connection of the binding. */
export type Binding = InstanceType<typeof Libsql>;

/** Connects to a file, encrypted where there is a key. */
export function bind(place: string, key: string): Binding {
  const cipher = key === '' ? {} : { encryptionCipher: 'aes256cbc', encryptionKey: key };
  return new Libsql(place, cipher as object);
}

/** Answers with an overflow where the header names another mode than WAL: `exec` has no other way to answer. */
const ASK_MODE =
  "SELECT abs(-9223372036854775808) FROM sqlite_dbpage WHERE pgno = 1 AND substr(data, 19, 2) <> x'0202'";

/** Asks a file's first page with a key. Nothing is written, made or locked, and no log is looked at. */
export function askFirstPage(path: string, key: string): FirstPage {
  let db: Binding | undefined;
  try {
    db = bind(fileUri(path, AS_IT_LIES), key);
    db.exec(ASK_MODE);
    return 'in-wal-mode';
  } catch (error) {
    if (error instanceof Error && error.message === 'integer overflow') return 'in-another-mode';
    switch (rawCode(error)) {
      case 26:
        return 'not-opened';
      case undefined:
        return 'unreachable';
      default:
        return 'damaged';
    }
  } finally {
    db?.close();
  }
}

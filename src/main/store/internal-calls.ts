import type { CallHandlers } from '../threads/contract';
import type { StoreHandle } from './sqlite-storage';

/** Main's calls about the open file. */
export interface StoreCalls {
  /** Writes a mark, to learn whether writing works (again). */
  'store.probe': { input: null; output: null };
  /** Tells whether the file, read through elsewhere, is sound. */
  'store.prove': { input: { readonly sound: boolean }; output: null };
  /** Writes the whole database, as this connection still holds it, to another file. */
  'store.saveAs': { input: { readonly path: string }; output: null };
  /** Forgets what is missing in it, which a person has read. */
  'store.missingRead': { input: null; output: null };
}

export const storeCalls = (handle: StoreHandle): CallHandlers<StoreCalls> => ({
  'store.probe'() {
    handle.db.run("INSERT OR REPLACE INTO _meta(key, value) VALUES('probe', ?)", [Date.now()]);
    return null;
  },
  'store.prove'({ sound }) {
    handle.proof.prove(sound);
    return null;
  },
  'store.saveAs'({ path }) {
    handle.db.exec(`VACUUM INTO '${path.replaceAll("'", "''")}'`);
    return null;
  },
  'store.missingRead'() {
    handle.forgetLoss();
    return null;
  },
});

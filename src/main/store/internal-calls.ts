import { AppError } from '@shared/lib/result';
import type { StoreHandle } from './sqlite-storage';

/**
 * Main's own calls about the open file: `$store.probe` writes a mark, to learn whether writing works (again);
 * `$store.prove` tells whether the file, read through elsewhere, is sound; `$store.saveAs` writes the whole database, as
 * this connection still holds it, to another file; `$store.missingRead` forgets what is missing in it, which a person
 * has read.
 */
export function ownStoreCall(handle: StoreHandle, name: string, input: unknown): null {
  switch (name) {
    case '$store.probe':
      handle.db.run("INSERT OR REPLACE INTO _meta(key, value) VALUES('probe', ?)", [Date.now()]);
      return null;
    case '$store.prove':
      handle.proof.prove((input as { readonly sound: boolean }).sound);
      return null;
    case '$store.saveAs': {
      const { path } = input as { readonly path: string };
      handle.db.exec(`VACUUM INTO '${path.replaceAll("'", "''")}'`);
      return null;
    }
    case '$store.missingRead':
      handle.forgetLoss();
      return null;
    default:
      throw new AppError('invalid-input', { field: name });
  }
}

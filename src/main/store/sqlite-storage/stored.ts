import { StoreError } from './errors';

/**
 * What a JSON text of the file says.
 * @throws StoreError `store-corrupt`: only JSON was ever written there
 */
export function parseStored<T>(text: unknown): T {
  try {
    return JSON.parse(String(text)) as T;
  } catch (error) {
    // The error quotes the text.
    const { name } = error as Error;
    throw new StoreError('store-corrupt', `a stored text is no JSON (${name})`);
  }
}

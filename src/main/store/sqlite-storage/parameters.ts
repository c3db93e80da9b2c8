import { StoreError } from './errors';
import type { SqlParameter, SqlValue } from './sql-values';

/** SQLite holds no value and no row longer than a milliard bytes; what is longer would be cut in silence. */
const LONGEST_VALUE = 1_000_000_000;
/** A text of no more characters cannot be longer, whatever they are. */
const SURELY_SHORT = LONGEST_VALUE / 4;

/** The binding aborts the process on a boolean and wraps other strangers in silence: nothing passes unchecked. */
export function bindable(parameters: readonly SqlParameter[]): SqlValue[] {
  for (let i = 0; i < parameters.length; i++) {
    const value = parameters[i];
    if (typeof value === 'string' ? value.length > SURELY_SHORT : typeof value !== 'number' && value !== null)
      return parameters.map(bindOne);
  }
  return parameters as SqlValue[];
}

function bindOne(value: unknown): SqlValue {
  switch (typeof value) {
    case 'string':
      if (value.length > SURELY_SHORT) refuseTooLong(Buffer.byteLength(value));
      return value;
    case 'number':
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    case 'undefined':
      return null;
    default:
      if (value === null) return value;
      if (value instanceof Uint8Array) {
        refuseTooLong(value.byteLength);
        return value;
      }
      throw new StoreError('store-bad-value', `SQLite cannot hold ${Object.prototype.toString.call(value)}`);
  }
}

function refuseTooLong(bytes: number): void {
  if (bytes > LONGEST_VALUE)
    throw new StoreError('store-bad-value', `SQLite cannot hold ${bytes} bytes in one value`);
}

/** What a column can hold. Blobs come back as `Uint8Array`. */
export type SqlValue = string | number | bigint | null | Uint8Array;
/** What may be passed as a parameter: `undefined` becomes NULL, a boolean 0 or 1. */
export type SqlParameter = SqlValue | boolean | undefined;
export type SqlRow = readonly SqlValue[];

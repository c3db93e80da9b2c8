/** Columns the store computes from a document besides its indexed fields; `search-index.ts` builds on them. */
export const computedColumns = {};

/** Contents up to this size are fetched by themselves, in bytes; larger ones when somebody wants them. */
export const fetchedBySelf = 5 * 1024 * 1024;

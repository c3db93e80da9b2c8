/** Everything about dates in one import; each file has its own subject. */
export * from './date-format';
export * from './date-only';
export * from './loose-date';
export * from './quick-dates';
export * from './zoned-time';

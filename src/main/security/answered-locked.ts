/** Calls that are answered while the program is locked; every other is refused with `app-locked`. */
export const answeredLocked: ReadonlySet<string> = new Set([
  'security.unlock',
  'security.recover',
  'security.startOver',
  'sync.offerPassword',
  'app.flushed',
  'app.openAgain',
  'app.openLogs',
  'app.showStoreFolder',
]);

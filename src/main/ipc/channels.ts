/** The three channels there are, however many features. */
export const channels = {
  /** renderer → main, with an answer: a command, a system call, one reading of a live query. */
  call: 'crm:call',
  /** renderer → main: begin or end watching. */
  watch: 'crm:watch',
  /** main → renderer: a new value of something watched. */
  value: 'crm:value',
} as const;

export type WatchMessage =
  | { readonly op: 'watch'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly op: 'unwatch'; readonly id: number };

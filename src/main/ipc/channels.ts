/** The three channels there are, however many features. */
export const channels = {
  /** renderer → main, with an answer: a command, a system call, one reading of a live query. */
  call: 'crm:call',
  /** renderer → main: begin or end watching. */
  watch: 'crm:watch',
  /** main → renderer: a new value of something watched. */
  value: 'crm:value',
} as const;

/** `document` is the number by which the page's document calls itself; ids are its own. */
export type WatchMessage =
  | {
      readonly op: 'watch';
      readonly document: number;
      readonly id: number;
      readonly name: string;
      readonly input: unknown;
    }
  | { readonly op: 'unwatch'; readonly document: number; readonly id: number };

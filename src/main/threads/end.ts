import type { FromThread, ToThread } from './protocol';

/** What main hears of a thread, wherever it runs. */
export interface EndEvents {
  readonly message: (message: FromThread) => void;
  /** An error nobody caught, by its name alone: its message may quote a person's data. */
  readonly error: (name: string) => void;
  /** It has ended; nothing comes any more. */
  readonly exit: (code: number) => void;
}

/** Main's end of the line to a thread: one of main's own process, or one of the database process. */
export interface ThreadEnd {
  /** Called once, before anything is posted. */
  readonly listen: (events: EndEvents) => void;
  readonly post: (message: ToThread) => void;
  /** Ends the thread and waits until it has. */
  readonly stop: () => Promise<void>;
}

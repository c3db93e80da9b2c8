import { output, state, system } from '../lib/contract';
import type { Failure } from '../lib/result';
import { Strict } from '../lib/schema';

/** Why nothing can be saved just now. */
export interface Trouble {
  readonly failure: Failure;
  readonly since: string;
  /** It was dealt with; the window only says so until a person has read it. */
  readonly healed: boolean;
}

export const troubleContract = {
  /** What keeps the base from being written, while it lasts; null when all is well. */
  'trouble.now': state(output<Trouble | null>()),
  /** Tries to write now; the state is cleared when it works, or when it was healed and has been read. */
  'trouble.tryAgain': system(Strict({}), output<null>()),
} as const;

import { command, live, output } from '../lib/contract';
import { Id, Strict } from '../lib/schema';

/** A colleague who takes part in a client. */
export interface ParticipantRow {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
}

export const participantsContract = {
  /** Who takes part in a client beside the responsible one, by name. */
  'participants.ofClient': live(Strict({ clientId: Id }), output<readonly ParticipantRow[]>()),
  /** From the next sync on the colleague has the whole card. One who takes part already stays. Errors: not-found. */
  'participants.add': command(Strict({ clientId: Id, userId: Id }), output<null>()),
  /** At the next sync the card leaves the colleague's devices. */
  'participants.remove': command(Strict({ id: Id }), output<null>()),
} as const;

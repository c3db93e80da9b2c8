import { Type } from 'typebox';
import { command, live, output } from '../lib/contract';
import { Id, OneOf, Strict, Text } from '../lib/schema';
import { type ConflictField, type ConflictKind, type ConflictState, conflictStates } from './schema';

/** A field in conflict with what the record holds now. */
export interface ConflictFieldRow extends ConflictField {
  readonly current: unknown;
}

/** One of two clients that look like one. */
export interface DuplicateSide {
  readonly id: string;
  readonly name: string;
  readonly inn: string;
  readonly kpp: string;
  readonly city: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly createdAt: string;
  readonly createdByName: string;
  readonly calls: number;
  readonly contacts: number;
}

export interface ConflictRow {
  readonly id: string;
  readonly kind: ConflictKind;
  readonly state: ConflictState;
  readonly recordKind: string;
  readonly recordId: string;
  readonly clientId: string;
  /** The record's name or what else it is known by; '' when it is gone. */
  readonly title: string;
  readonly clientName: string;
  /** The record was deleted meanwhile, or is a posted document: its values can be read, not taken. */
  readonly fixed: boolean;
  readonly mineByName: string;
  readonly mineAt: string;
  readonly theirsByName: string;
  readonly theirsAt: string;
  readonly decidedByName: string;
  readonly decidedAt: string;
  readonly createdAt: string;
  readonly fields: readonly ConflictFieldRow[];
  /** Two for `duplicate` while both are there, none otherwise. */
  readonly sides: readonly DuplicateSide[];
}

export const conflictsContract = {
  /** Conflicts of one state, newest first. */
  'conflicts.list': live(
    Strict({ state: OneOf(conflictStates), limit: Type.Integer({ minimum: 1, maximum: 1000 }) }),
    output<{
      readonly total: number;
      readonly rows: readonly ConflictRow[];
      /** Names of the records that fields point at, by id. */
      readonly names: Readonly<Record<string, string>>;
    }>(),
  ),
  /** How many wait for a decision. */
  'conflicts.count': live(Strict({}), output<number>()),
  /**
   * Decides fields: keep what the record holds, take the value that stayed out, or both texts. The conflict is decided
   * when every field is. Errors: not-found, already-posted.
   */
  'conflicts.decide': command(
    Strict({
      id: Id,
      choices: Type.Array(Strict({ field: Text(60), choice: OneOf(['current', 'mine', 'both'] as const) }), {
        minItems: 1,
        maxItems: 200,
      }),
    }),
    output<null>(),
  ),
  /** Puts a decided conflict back among the open ones; the record stays as it is. */
  'conflicts.reopen': command(Strict({ id: Id }), output<null>()),
  /** Joins two clients into `keepId`: what it lacks is taken over, what hangs on the other moves, the other is deleted. */
  'conflicts.mergeClients': command(Strict({ id: Id, keepId: Id }), output<null>()),
  /** The two clients are not one. */
  'conflicts.dismiss': command(Strict({ id: Id }), output<null>()),
} as const;

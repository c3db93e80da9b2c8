import { type Static, Type } from 'typebox';
import { command, live, output } from '../lib/contract';
import { DateOnly, Id, OneOf, patchOf, Reference, Strict, Text } from '../lib/schema';
import type { SyncMark } from '../sync/contract';
import { Task } from '../tasks/schema';
import { Call, callResults } from './schema';

export const CallFilter = Strict({
  /** Local calendar days, both inclusive, '' for open. */
  from: DateOnly,
  to: DateOnly,
  results: Type.Array(OneOf(callResults)),
  /** Who called, '' for anyone. */
  userId: Reference,
  /** Words in the client's name, the number or the comment. */
  text: Text(200),
});
export type CallFilter = Static<typeof CallFilter>;

export const noCallFilter: CallFilter = {
  from: '',
  to: '',
  results: [],
  userId: '',
  text: '',
};

/** A call with the names a person reads. */
export interface CallRow extends Call {
  readonly clientName: string;
  readonly contactName: string;
  readonly userName: string;
  readonly mark: SyncMark;
}

export interface CallWindow {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly CallRow[];
}

/** As many open tasks of a client as a call can be the end of. */
export const maxCompleted = 20;

declare module '../timeline/contract' {
  interface EntryRows {
    readonly call: CallRow;
  }
}

export const callsContract = {
  'calls.window': live(
    Strict({
      filter: CallFilter,
      /** IANA zone that says where a calendar day begins. */
      zone: Text(60),
      offset: Type.Integer({ minimum: 0 }),
      limit: Type.Integer({ minimum: 1, maximum: 500 }),
    }),
    output<CallWindow>(),
  ),
  'calls.byId': live(Strict({ id: Id }), output<CallRow | null>()),
  /**
   * Writes the call and, where a next step is given, its task: both or neither. Then completes the tasks that the call
   * was; one that is open no more, or not the writer's to change, stays as it is and is not among `completed`.
   */
  'calls.log': command(
    Strict({
      call: patchOf(Call),
      task: Type.Optional(patchOf(Task)),
      completes: Type.Optional(
        Strict({ ids: Type.Array(Id, { maxItems: maxCompleted }), result: Text(20_000) }),
      ),
      /** The deal it is about; '' for none. Without it: the only open deal of the client, if there is just one. */
      dealId: Type.Optional(Reference),
    }),
    output<{ readonly id: string; readonly taskId: string; readonly completed: readonly string[] }>(),
  ),
  /** Corrects a call; a next step that was not there before becomes its task. */
  'calls.change': command(
    Strict({ id: Id, patch: patchOf(Call), task: Type.Optional(patchOf(Task)) }),
    output<{ readonly taskId: string }>(),
  ),
  'calls.remove': command(Strict({ id: Id }), output<null>()),
  /** Takes a removal back: the call stands where it stood. */
  'calls.restore': command(Strict({ id: Id }), output<null>()),
} as const;

import { type Static, Type } from 'typebox';
import { type KindWith, kindsWith } from '../kinds';
import { command, live, output } from '../lib/contract';
import { Id, OneOf, Strict, Text } from '../lib/schema';

/** Kinds of records that can lie in the recycle bin. */
export const binKinds = kindsWith('restorable');
export type BinKind = KindWith<'restorable'>;

/** One deleted record; what went together with a client is counted with it. */
export interface BinRow {
  readonly id: string;
  readonly collection: BinKind;
  /** What it is called by itself; '' when it has no name. */
  readonly name: string;
  /** Of a document: `invoice` or `contract`; else ''. */
  readonly type: string;
  /** The client it belonged to, '' for a client. */
  readonly clientName: string;
  /** ISO 8601 UTC. */
  readonly deletedAt: string;
  readonly deletedBy: string;
  readonly device: string;
  /** How many contacts, calls, tasks, notes and papers went with a client and come back with it. */
  readonly together: number;
}

export interface BinWindow {
  readonly total: number;
  readonly rows: readonly BinRow[];
}

const BinItem = Strict({ collection: OneOf(binKinds), id: Id });
export type BinItem = Static<typeof BinItem>;

export const binContract = {
  /** What was deleted, the last first. A text is looked for among the last 20,000 of each kind. */
  'bin.window': live(
    Strict({
      /** Empty for every kind. */
      kinds: Type.Array(OneOf(binKinds)),
      text: Text(200),
      offset: Type.Integer({ minimum: 0 }),
      limit: Type.Integer({ minimum: 1, maximum: 500 }),
    }),
    output<BinWindow>(),
  ),
  /**
   * Brings records back: a client with everything that went with it, anything else with its client where that is
   * deleted too. Answers how many came back in all. Errors: not-found, when it is not kept any more.
   */
  'bin.restore': command(
    Strict({ items: Type.Array(BinItem, { minItems: 1, maxItems: 1000 }) }),
    output<{ readonly restored: number }>(),
  ),
} as const;

import { type Static, Type } from 'typebox';
import { command, live, output } from '../lib/contract';
import { DateOnly, Id, Instant, OneOf, patchOf, Reference, Strict, Text } from '../lib/schema';
import type { SyncMark } from '../sync/contract';
import { Task } from '../tasks/schema';
import type { TimelineEntry } from '../timeline/contract';
import type { DealStatus } from './rules';
import { type Currency, Deal, linkKinds } from './schema';

const dealStatuses = ['open', 'won', 'lost'] as const;

/** What a list or a board shows; '' and empty lists ask for nothing. */
export const DealFilter = Strict({
  funnelId: Reference,
  status: OneOf(['', ...dealStatuses]),
  stageIds: Type.Array(Id, { maxItems: 500 }),
  ownerId: Reference,
  clientId: Reference,
  /** Words of the title, the client's name, tags and whatever else a deal is found by. */
  text: Text(200),
  /** `none`: nothing is planned; `overdue`: what was planned is late. */
  nextStep: OneOf(['', 'none', 'overdue'] as const),
  rotting: Type.Boolean(),
  closeFrom: DateOnly,
  closeTo: DateOnly,
  importId: Reference,
});
export type DealFilter = Static<typeof DealFilter>;

export const noDealFilter: DealFilter = {
  funnelId: '',
  status: '',
  stageIds: [],
  ownerId: '',
  clientId: '',
  text: '',
  nextStep: '',
  rotting: false,
  closeFrom: '',
  closeTo: '',
  importId: '',
};

/** Orders of a list; `next` is the day of the next step, `since` how long a deal has stood in its stage. */
const dealSorts = ['createdAt', 'updatedAt', 'title', 'amount', 'expectedClose', 'next', 'since'] as const;
export type DealSort = (typeof dealSorts)[number];

/** A deal as boards and lists show it. */
export interface DealRow {
  readonly id: string;
  readonly title: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly amount: number;
  readonly currency: Currency;
  /** Per cent: by hand or of the stage. */
  readonly probability: number;
  readonly funnelId: string;
  readonly funnelName: string;
  readonly stageId: string;
  readonly stageName: string;
  readonly status: DealStatus;
  /** The stage it stands in was removed. */
  readonly stageArchived: boolean;
  readonly expectedClose: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly tags: readonly string[];
  readonly lostReasonId: string;
  /** The next thing planned: its day, '' for none, and what it is. */
  readonly nextDate: string;
  readonly nextTitle: string;
  /** The instant it came into its stage. */
  readonly since: string;
  readonly rotting: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly mark: SyncMark;
}

/** What deals of one currency come to. */
export interface DealSum {
  readonly currency: Currency;
  readonly count: number;
  readonly amount: number;
  /** Weighted by each deal's probability. */
  readonly weighted: number;
}

/** What stands in one stage, counted over the whole filter. */
export interface DealColumn {
  /** '' for deals whose stage is not known on this device. */
  readonly stageId: string;
  readonly count: number;
  readonly sums: readonly DealSum[];
}

export interface DealBoard {
  readonly columns: readonly DealColumn[];
  /** Of the open ones in the filter. */
  readonly withoutNext: number;
  readonly rotting: number;
}

export interface DealWindow {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly DealRow[];
}

/** What is expected, or was won, in one month, by currency. */
export interface ForecastMonth {
  /** `YYYY-MM`, '' for deals without a date, `late` for those whose date has passed. */
  readonly month: string;
  readonly currency: Currency;
  readonly count: number;
  readonly amount: number;
  readonly weighted: number;
  readonly won: number;
  readonly wonCount: number;
}

/** One stage a deal has passed. */
export interface DealStepRow {
  readonly id: string;
  readonly at: string;
  readonly fromName: string;
  readonly toName: string;
  readonly toStageId: string;
  /** The deal began with it. */
  readonly first: boolean;
  readonly byName: string;
}

/** A deal with the names a person reads and what belongs to it. */
export interface DealCard extends Deal {
  readonly row: DealRow;
  readonly clientGone: boolean;
  readonly contacts: readonly { readonly id: string; readonly name: string; readonly position: string }[];
  readonly participants: readonly { readonly id: string; readonly name: string }[];
  /** The stages it has passed, the newest first. */
  readonly stages: readonly DealStepRow[];
  readonly createdByName: string;
}

/** One thing of a deal's timeline: of its tasks, calls, notes and papers, or a move between stages. */
export type DealEntry =
  | TimelineEntry
  | { readonly kind: 'step'; readonly at: string; readonly step: DealStepRow };

/** A deal of a client that began, or moved to another stage. */
interface DealStepEntry {
  readonly id: string;
  readonly stepId: string;
  readonly title: string;
  readonly amount: number;
  readonly currency: Currency;
  /** The stages it came from and into; '' for one not known here. */
  readonly fromName: string;
  readonly toName: string;
  /** The deal began with it. */
  readonly first: boolean;
  /** How the stage it came into ends a deal. */
  readonly status: DealStatus;
  readonly byName: string;
  readonly mark: SyncMark;
}

declare module '../timeline/contract' {
  interface EntryRows {
    readonly deal: DealStepEntry;
  }
}

/** The day it is for the person, which says what is late. */
const Now = { now: Instant, today: DateOnly };

export const dealsContract = {
  /** What stands in each stage of a funnel: counts and sums over the whole filter. */
  'deals.board': live(Strict({ filter: DealFilter, ...Now }), output<DealBoard>()),
  /** A page of deals in an order. A board asks for one of each stage it shows. */
  'deals.window': live(
    Strict({
      filter: DealFilter,
      sort: OneOf(dealSorts),
      descending: Type.Boolean(),
      ...Now,
      offset: Type.Integer({ minimum: 0 }),
      limit: Type.Integer({ minimum: 1, maximum: 500 }),
    }),
    output<DealWindow>(),
  ),
  /** What the deals of a filter come to, by currency. */
  'deals.sums': live(Strict({ filter: DealFilter, ...Now }), output<readonly DealSum[]>()),
  /** Sums by the month of the expected close, and what was won in each. */
  'deals.forecast': live(Strict({ filter: DealFilter, ...Now }), output<readonly ForecastMonth[]>()),
  'deals.byId': live(Strict({ id: Id, ...Now }), output<DealCard | null>()),
  /** What belongs to a deal, planned first, then the newest first. */
  'deals.timeline': live(
    Strict({ id: Id, limit: Type.Integer({ minimum: 1, maximum: 2000 }) }),
    output<{ readonly total: number; readonly entries: readonly DealEntry[] }>(),
  ),
  /** The deals a record of a client can be given to, and the one it is given to, '' for none. */
  'deals.forRecord': live(
    Strict({ clientId: Reference, recordId: Reference, ...Now }),
    output<{ readonly rows: readonly DealRow[]; readonly dealId: string }>(),
  ),
  /**
   * Open deals of a person that wait for something today: their close is due, nothing is planned in them, or they have
   * stood for too long. What is due comes first, then the larger ones.
   */
  'deals.attention': live(
    Strict({ ownerId: Reference, ...Now, limit: Type.Integer({ minimum: 1, maximum: 100 }) }),
    output<{ readonly total: number; readonly rows: readonly DealRow[] }>(),
  ),
  /**
   * Errors: invalid-input (title, amount, probability, expectedClose), deal-amount-negative, amount-too-large,
   * deal-stage-gone, deal-lost-reason, deal-stage-requires, not-found (client).
   */
  'deals.create': command(
    Strict({ patch: patchOf(Deal), task: Type.Optional(patchOf(Task)) }),
    output<{ readonly id: string }>(),
  ),
  /** Errors: as of deals.create; a stage is changed by deals.move alone. */
  'deals.change': command(Strict({ id: Id, patch: patchOf(Deal) }), output<null>()),
  /** Puts a deal into a stage together with what the stage asks for, in one write. Errors: as of deals.create. */
  'deals.move': command(Strict({ id: Id, stageId: Id, values: patchOf(Deal) }), output<null>()),
  'deals.remove': command(Strict({ id: Id }), output<null>()),
  'deals.restore': command(Strict({ id: Id }), output<null>()),
  /** Gives a record to a deal of the same client, or to none with ''. Errors: not-found. */
  'deals.link': command(Strict({ dealId: Reference, kind: OneOf(linkKinds), recordId: Id }), output<null>()),
  /** Plans the next step of a deal: a task of its client. Errors: not-found, as of tasks.create. */
  'deals.plan': command(Strict({ id: Id, task: patchOf(Task) }), output<{ readonly id: string }>()),
  /** A draft invoice for the deal's client with the deal's lines. Errors: not-found, deal-without-client. */
  'deals.invoice': command(Strict({ id: Id, date: DateOnly }), output<{ readonly id: string }>()),
} as const;

import { type Static, Type } from 'typebox';
import { DocumentLine } from '../documents/schema';
import { DateOnly, Id, Instant, Kopecks, OneOf, Reference, recordFields, Strict, Text } from '../lib/schema';

/** Currencies a deal may be in; amounts are whole hundredths of each. */
export const currencies = ['RUB', 'USD', 'EUR', 'CNY', 'KZT', 'BYN'] as const;
export type Currency = (typeof currencies)[number];

/** The probability of a deal that takes its stage's. */
export const STAGE_PROBABILITY = -1;

/** One move of a deal from a stage to another: written once, never changed. The first has no stage to come from. */
export const DealStep = Strict({
  id: Id,
  /** When it happened, and who did it. */
  at: Instant,
  by: Reference,
  fromStageId: Reference,
  toStageId: Reference,
  /** What the deal was worth then: for conversion by sum. */
  amount: Kopecks,
});

/** Kinds of records that can belong to a deal. */
export const linkKinds = ['tasks', 'calls', 'notes', 'documents', 'files'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** A task, call, note, paper or file of a deal, by its own id. */
export const DealLink = Strict({ id: Id, kind: OneOf(linkKinds) });

/** One chance to sell something to a client. Which funnel it is in and whether it is open follow from its stage. */
export const Deal = Strict({
  ...recordFields,
  title: Text(500),
  /** '' for a deal whose client is not known yet. */
  clientId: Reference,
  contactIds: Type.Array(Reference, { maxItems: 50 }),
  /** Hundredths of the currency: by hand, or the total of the lines. */
  amount: Kopecks,
  /** The amount was typed and stays whatever the lines say. */
  amountByHand: Type.Boolean(),
  lines: Type.Array(DocumentLine, { maxItems: 1000 }),
  pricesIncludeVat: Type.Boolean(),
  currency: OneOf(currencies),
  /** The funnel the stage was of when it was chosen: where the deal stands while its stage is not known here. */
  funnelId: Reference,
  stageId: Reference,
  /** 0 to 100 per cent by hand, {@link STAGE_PROBABILITY} for the stage's. */
  probability: Type.Integer({ minimum: STAGE_PROBABILITY, maximum: 100 }),
  expectedClose: DateOnly,
  ownerId: Reference,
  /** Colleagues who work on it beside the responsible one. */
  participantIds: Type.Array(Reference, { maxItems: 50 }),
  source: Text(120),
  competitor: Text(300),
  /** A reason of its funnel; '' while it is not lost, and where a foreign program did not ask. */
  lostReasonId: Reference,
  lostComment: Text(5000),
  tags: Type.Array(Text(60), { maxItems: 100 }),
  about: Text(100_000),
  /** The stages it has passed. Steps taken on two devices both stay: they are joined by their ids. */
  steps: Type.Array(DealStep, { maxItems: 5000 }),
  /**
   * What belongs to it. It stands here, not in those records: devices and servers that know no deals go on with them
   * as they know them. One given to two deals on two devices is of both.
   */
  links: Type.Array(DealLink, { maxItems: 5000 }),
});

export type Deal = Static<typeof Deal>;
export type DealStep = Static<typeof DealStep>;
export type DealLink = Static<typeof DealLink>;

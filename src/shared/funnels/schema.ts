import { type Static, Type } from 'typebox';
import { Id, Instant, OneOf, recordFields, Strict, Text } from '../lib/schema';

/** Where a stage leads: the deal goes on, or is closed. */
export const stageKinds = ['open', 'won', 'lost'] as const;
export const stageColors = [
  'grey',
  'blue',
  'teal',
  'green',
  'lime',
  'amber',
  'orange',
  'red',
  'violet',
] as const;
/** Fields of a deal that a stage may ask for. */
export const requirable = [
  'amount',
  'expectedClose',
  'contactIds',
  'lines',
  'source',
  'competitor',
  'about',
] as const;

/** One stage. A removed one is archived: deals may stand in it still, and have passed it. */
export const Stage = Strict({
  id: Id,
  name: Text(120),
  color: OneOf(stageColors),
  kind: OneOf(stageKinds),
  /** Per cent. */
  probability: Type.Integer({ minimum: 0, maximum: 100 }),
  /** So many days in it are too many; 0: there is no limit. */
  rotDays: Type.Integer({ minimum: 0, maximum: 3650 }),
  required: Type.Array(OneOf(requirable), { maxItems: requirable.length }),
  /** Its place, from the left; two of one place stand in order of their ids. */
  position: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  archived: Type.Boolean(),
});

/** Why deals of a funnel are lost. */
export const LostReason = Strict({
  id: Id,
  name: Text(120),
  position: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  archived: Type.Boolean(),
});

/** A way that deals go, with its stages and the reasons for which they are lost. */
export const Funnel = Strict({
  ...recordFields,
  name: Text(120),
  position: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  stages: Type.Array(Stage, { maxItems: 1000 }),
  lostReasons: Type.Array(LostReason, { maxItems: 500 }),
  archivedAt: Instant,
});

export type Stage = Static<typeof Stage>;
export type StageKind = Stage['kind'];
export type StageColor = Stage['color'];
export type Requirable = (typeof requirable)[number];
export type LostReason = Static<typeof LostReason>;
export type Funnel = Static<typeof Funnel>;

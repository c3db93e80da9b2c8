import { AppError } from '../lib/result';
import { DEFAULT_FUNNEL_ID, defaultFunnel } from './defaults';
import type { Funnel, LostReason, Stage } from './schema';

/** What a person says of a funnel. */
export type FunnelBody = Pick<Funnel, 'name' | 'stages' | 'lostReasons'>;

const byPosition = (a: { position: number; id: string }, b: { position: number; id: string }) =>
  a.position - b.position || (a.id < b.id ? -1 : 1);

/** All funnels in their order: those written down, and the default one while nobody has changed it. */
export function allFunnels(stored: readonly Funnel[]): Funnel[] {
  const known = stored.some(({ id }) => id === DEFAULT_FUNNEL_ID);
  return [...(known ? [] : [defaultFunnel]), ...stored].sort(byPosition);
}

/** The funnels a person chooses among. */
export const livingFunnels = (funnels: readonly Funnel[]): Funnel[] =>
  funnels.filter(({ archivedAt }) => archivedAt === '');

/** The stages of a funnel in their order; those left to it first, then where it ends. */
export function stagesOf(funnel: Funnel): Stage[] {
  const order = { open: 0, won: 1, lost: 2 } as const;
  return [...funnel.stages].sort((a, b) => order[a.kind] - order[b.kind] || byPosition(a, b));
}

/** Stages a deal can be put into. */
export const livingStages = (funnel: Funnel): Stage[] => stagesOf(funnel).filter(({ archived }) => !archived);

export const livingReasons = ({ lostReasons }: Pick<Funnel, 'lostReasons'>): LostReason[] =>
  lostReasons.filter(({ archived }) => !archived).sort(byPosition);

/** A stage with the funnel it is of. */
export interface PlacedStage {
  readonly funnel: Funnel;
  readonly stage: Stage;
}

/** Every stage of every funnel by id, archived ones too: deals may stand in them. */
export function stageIndex(funnels: readonly Funnel[]): ReadonlyMap<string, PlacedStage> {
  return new Map(
    funnels.flatMap((funnel) => funnel.stages.map((stage) => [stage.id, { funnel, stage }] as const)),
  );
}

/** What keeps a funnel from being saved. */
export type FunnelIssue =
  | 'name-missing'
  | 'stage-name-missing'
  | 'stage-name-twice'
  | 'no-open-stage'
  | 'no-won-stage'
  | 'no-lost-stage'
  | 'no-lost-reason'
  | 'too-many-stages';

/** More living stages than anybody can look through; see also the limit of the schema. */
const MOST_STAGES = 500;

/** The first thing that is wrong with a funnel, or null. */
export function funnelIssue({ name, stages, lostReasons }: FunnelBody): FunnelIssue | null {
  if (name.trim() === '') return 'name-missing';
  const living = stages.filter(({ archived }) => !archived);
  if (living.length > MOST_STAGES) return 'too-many-stages';
  if (living.some((stage) => stage.name.trim() === '')) return 'stage-name-missing';
  const names = living.map((stage) => stage.name.trim().toLowerCase());
  if (new Set(names).size < names.length) return 'stage-name-twice';
  for (const kind of ['open', 'won', 'lost'] as const) {
    if (!living.some((stage) => stage.kind === kind)) return `no-${kind}-stage`;
  }
  return livingReasons({ lostReasons }).some((reason) => reason.name.trim() !== '') ? null : 'no-lost-reason';
}

/**
 * The funnel a person saved: names trimmed, places counted anew, and whatever he removed kept as archived, since deals
 * have passed it or stand in it.
 * @param before undefined for a new one
 * @throws AppError `funnel-wrong` with what is wrong
 */
export function savedFunnel(before: FunnelBody | undefined, body: FunnelBody): FunnelBody {
  const kept = new Set(body.stages.map(({ id }) => id));
  const keptReasons = new Set(body.lostReasons.map(({ id }) => id));
  const gone = (before?.stages ?? []).filter(({ id }) => !kept.has(id));
  const goneReasons = (before?.lostReasons ?? []).filter(({ id }) => !keptReasons.has(id));
  const next: FunnelBody = {
    name: body.name.trim(),
    stages: [
      ...body.stages.map((stage) => ({ ...stage, name: stage.name.trim() })),
      ...gone.map((stage) => ({ ...stage, archived: true })),
    ].map((stage, position) => ({ ...stage, position, ...endsAt(stage) })),
    lostReasons: [
      ...body.lostReasons
        .filter(({ name }) => name.trim() !== '')
        .map((reason) => ({ ...reason, name: reason.name.trim() })),
      ...goneReasons.map((reason) => ({ ...reason, archived: true })),
    ].map((reason, position) => ({ ...reason, position })),
  };
  const issue = funnelIssue(next);
  if (issue) throw new AppError('funnel-wrong', { issue });
  return next;
}

/** What is won is certain, what is lost is not: a typed probability of either would spoil every forecast. */
const endsAt = ({ kind, probability, rotDays }: Stage) => ({
  probability: kind === 'won' ? 100 : kind === 'lost' ? 0 : probability,
  rotDays: kind === 'open' ? rotDays : 0,
});

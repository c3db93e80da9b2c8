import { checkLine, draftTotal, filledLines, totalsOf } from '../documents/totals';
import { DEFAULT_FUNNEL_ID, defaultStages } from '../funnels/defaults';
import { livingStages, type PlacedStage, stageIndex } from '../funnels/rules';
import type { Funnel, Requirable, Stage, StageKind } from '../funnels/schema';
import { isIsoDate } from '../lib/date-only';
import { MAX_KOPECKS, partOf } from '../lib/money';
import { AppError } from '../lib/result';
import type { Patch, recordFields } from '../lib/schema';
import { type Deal, STAGE_PROBABILITY } from './schema';

/** A deal without the stamps that the store puts on it. */
export type DealBody = Omit<Deal, keyof typeof recordFields>;

/**
 * The whole deal made of what a person gave: it begins in the first stage of its funnel and belongs to its author.
 * @throws AppError `invalid-input` (title, amount, probability, expectedClose), `amount-too-large`,
 *   `deal-amount-negative`, `deal-stage-gone`
 */
export function newDeal(patch: Patch<Deal>, userId: string, funnels: readonly Funnel[]): DealBody {
  const funnel =
    funnels.find(({ id }) => id === patch.funnelId) ??
    funnels.find(({ archivedAt }) => archivedAt === '') ??
    funnels[0];
  const first = funnel && livingStages(funnel)[0];
  const deal = checkedDeal({
    title: '',
    clientId: '',
    contactIds: [],
    amount: 0,
    amountByHand: true,
    lines: [],
    pricesIncludeVat: true,
    currency: 'RUB',
    funnelId: funnel?.id ?? DEFAULT_FUNNEL_ID,
    stageId: first?.id ?? defaultStages[0]?.id ?? '',
    probability: STAGE_PROBABILITY,
    expectedClose: '',
    ownerId: userId,
    participantIds: [],
    source: '',
    competitor: '',
    lostReasonId: '',
    lostComment: '',
    tags: [],
    about: '',
    steps: [],
    links: [],
    ...patch,
  });
  const placed = stageIndex(funnels).get(deal.stageId);
  if (!placed) throw new AppError('deal-stage-gone');
  return { ...deal, funnelId: placed.funnel.id };
}

/**
 * A deal with a title and a sum that can be: text trimmed, the amount counted from the lines unless typed.
 * @throws AppError as {@link newDeal}
 */
export function checkedDeal<T extends DealBody>(deal: T): T {
  const title = deal.title.trim();
  if (title === '') throw new AppError('invalid-input', { field: 'title' });
  if (deal.expectedClose !== '' && !isIsoDate(deal.expectedClose)) {
    throw new AppError('invalid-input', { field: 'expectedClose' });
  }
  const amount = amountOf(deal);
  if (amount < 0) throw new AppError('deal-amount-negative');
  if (!Number.isSafeInteger(amount) || amount > MAX_KOPECKS) throw new AppError('amount-too-large');
  if (!Number.isInteger(deal.probability) || deal.probability < STAGE_PROBABILITY || deal.probability > 100) {
    throw new AppError('invalid-input', { field: 'probability' });
  }
  return {
    ...deal,
    title,
    amount,
    contactIds: [...new Set(deal.contactIds)],
    participantIds: [...new Set(deal.participantIds)],
  };
}

/**
 * What a deal is worth: what was typed, else what its lines come to, counting those that are right so far.
 * @throws AppError `amount-too-large` when the lines come to more than can be counted exactly
 */
export function amountOf(deal: Pick<Deal, 'amount' | 'amountByHand' | 'lines' | 'pricesIncludeVat'>): number {
  if (deal.amountByHand || filledLines(deal).length === 0) return deal.amount;
  const sound = filledLines(deal).filter((line) => checkLine(line) === null);
  if (totalsOf(sound, deal.pricesIncludeVat) === null) throw new AppError('amount-too-large');
  return draftTotal(deal);
}

/** How a deal stands: `unknown` while its stage's funnel is not known on this device. */
export type DealStatus = StageKind | 'unknown';

export const statusOf = (deal: Pick<Deal, 'stageId'>, stages: ReadonlyMap<string, PlacedStage>): DealStatus =>
  stages.get(deal.stageId)?.stage.kind ?? 'unknown';

/** The probability of a deal in per cent: certain at the end, by hand before it, else the stage's. */
export function probabilityOf(deal: Pick<Deal, 'probability'>, stage: Stage | undefined): number {
  if (!stage) return Math.max(0, deal.probability);
  if (stage.kind !== 'open') return stage.kind === 'won' ? 100 : 0;
  return deal.probability === STAGE_PROBABILITY ? stage.probability : deal.probability;
}

/** A sum weighted by a probability in per cent, rounded half up. */
export const weighted = (amount: number, probability: number): number => partOf(amount, probability, 100);

/** What a stage, or an end, asks a deal for. */
export type AskedField = Requirable | 'lostReasonId';

/** What a deal lacks to stand in a stage, in the order in which it is asked for. */
export function missingFor(stage: Stage, deal: DealBody): AskedField[] {
  const missing: AskedField[] = stage.required.filter((field) => isEmpty(deal, field));
  if (stage.kind === 'lost' && deal.lostReasonId === '') missing.unshift('lostReasonId');
  return missing;
}

function isEmpty(deal: DealBody, field: Requirable): boolean {
  if (field === 'amount') return deal.amount <= 0;
  if (field === 'lines') return filledLines(deal).length === 0;
  const value = deal[field];
  return typeof value === 'string' ? value.trim() === '' : value.length === 0;
}

/** Whether a lost deal came without the reason it must have: another program's, or one whose conflict was joined. */
export const lacksLostReason = (deal: Pick<Deal, 'lostReasonId'>, status: DealStatus): boolean =>
  status === 'lost' && deal.lostReasonId === '';

/**
 * What a deal becomes when it is put into a stage together with what was asked for: one change. A deal that goes on
 * has no reason for being lost; one that closes keeps the probability it had.
 * @throws AppError `deal-stage-gone` for a stage that was removed or is not known, `deal-lost-reason`,
 *   `deal-stage-requires` (fields, stage) for what is missing, and as {@link newDeal}
 */
export function movedDeal<T extends DealBody>(
  deal: T,
  stageId: string,
  values: Patch<Deal>,
  stages: ReadonlyMap<string, PlacedStage>,
): T {
  const placed = stages.get(stageId);
  if (!placed || (placed.stage.archived && deal.stageId !== stageId)) throw new AppError('deal-stage-gone');
  const { stage, funnel } = placed;
  const given = { ...deal, ...values, stageId, funnelId: funnel.id };
  const reason = stage.kind === 'lost' ? {} : { lostReasonId: '', lostComment: '' };
  const next = checkedDeal({ ...given, ...reason });
  // What came into a stage without its fields, from another program, may be tidied up without them.
  if (deal.stageId === stageId) return next;
  const missing = missingFor(stage, next);
  if (missing.includes('lostReasonId')) throw new AppError('deal-lost-reason');
  if (missing.length > 0) {
    throw new AppError('deal-stage-requires', { fields: missing.join(', '), stage: stage.name });
  }
  return next;
}

/** Milliseconds of a day. */
const DAY = 86_400_000;

/** How many whole days a deal has stood in its stage. @param since the instant it came there */
export function daysInStage(since: string, now: string): number {
  const days = Math.floor((Date.parse(now) - Date.parse(since)) / DAY);
  return Number.isFinite(days) ? Math.max(0, days) : 0;
}

/** Whether a deal has stood in its stage for more days than the stage allows. */
export function isRotting(stage: Stage | undefined, since: string, now: string): boolean {
  return (
    stage !== undefined &&
    stage.kind === 'open' &&
    stage.rotDays > 0 &&
    since !== '' &&
    daysInStage(since, now) >= stage.rotDays
  );
}

/** The instant before which whoever came into a stage rots there now; '' where nobody ever does. */
export function rotsBefore(stage: Stage, now: string): string {
  if (stage.kind !== 'open' || stage.rotDays === 0) return '';
  return new Date(Date.parse(now) - stage.rotDays * DAY).toISOString();
}

/** A close date that has passed while the deal is open. */
export const isCloseOverdue = (
  deal: Pick<Deal, 'expectedClose'>,
  status: DealStatus,
  today: string,
): boolean => status === 'open' && deal.expectedClose !== '' && deal.expectedClose < today;

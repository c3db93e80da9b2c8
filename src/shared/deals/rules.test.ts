import { describe, expect, it } from 'vitest';
import { COMPETITOR_REASON_ID, defaultFunnel, defaultStages } from '../funnels/defaults';
import { allFunnels, stageIndex } from '../funnels/rules';
import type { Stage } from '../funnels/schema';
import { MAX_KOPECKS } from '../lib/money';
import { AppError } from '../lib/result';
import {
  amountOf,
  checkedDeal,
  type DealBody,
  daysInStage,
  isCloseOverdue,
  isRotting,
  lacksLostReason,
  missingFor,
  movedDeal,
  newDeal,
  probabilityOf,
  rotsBefore,
  statusOf,
  weighted,
} from './rules';

const funnels = allFunnels([]);
const stages = stageIndex(funnels);
const stage = (at: number): Stage => {
  const found = defaultStages[at];
  if (!found) throw new Error('a stage was expected');
  return found;
};
const deal = (patch: Partial<DealBody> = {}): DealBody =>
  newDeal({ title: 'Поставка', ...patch }, 'me', funnels);
const refusal = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return [error.code, error.data.field ?? error.data.fields ?? ''];
    throw error;
  }
  return 'accepted';
};
const line = (price: number, quantity = '1') => ({
  ...{ id: '1', article: '', name: 'Кабель', unit: 'м', discount: 0, vatRate: '22' },
  ...{ price, quantity },
});

describe('a new deal', () => {
  it('begins in the first stage of its funnel and belongs to its author', () => {
    expect(deal()).toMatchObject({
      stageId: stage(0).id,
      funnelId: defaultFunnel.id,
      ownerId: 'me',
      currency: 'RUB',
    });
    expect(deal({ ownerId: 'other' }).ownerId).toBe('other');
  });
  it.each([
    [{ title: ' \n' }, ['invalid-input', 'title']],
    [{ amount: -1 }, ['deal-amount-negative', '']],
    [{ amount: MAX_KOPECKS + 1 }, ['amount-too-large', '']],
    [{ amount: 0.5 }, ['amount-too-large', '']],
    [{ probability: 101 }, ['invalid-input', 'probability']],
    [{ expectedClose: '2026-02-30' }, ['invalid-input', 'expectedClose']],
    [{ stageId: 'gone' }, ['deal-stage-gone', '']],
    [{ amount: MAX_KOPECKS }, 'accepted'],
  ])('of %o is %o', (patch, expected) => {
    expect(refusal(() => deal(patch))).toEqual(expected);
  });
  it('is worth what its lines come to, unless its amount was typed', () => {
    expect(amountOf(deal({ amountByHand: false, lines: [line(1050, '2')] }))).toBe(2100);
    expect(amountOf(deal({ amountByHand: true, amount: 5, lines: [line(1050)] }))).toBe(5);
    expect(amountOf(deal({ amountByHand: false, amount: 5 }))).toBe(5);
    const huge = { amountByHand: false, lines: [line(MAX_KOPECKS), { ...line(MAX_KOPECKS), id: '2' }] };
    expect(refusal(() => checkedDeal({ ...deal(), ...huge }))).toEqual(['amount-too-large', '']);
  });
});

describe('a move', () => {
  it('asks for what the stage requires, in one go', () => {
    expect(refusal(() => movedDeal(deal(), stage(2).id, {}, stages))).toEqual([
      'deal-stage-requires',
      'amount',
    ]);
    expect(refusal(() => movedDeal(deal(), stage(4).id, {}, stages))).toEqual([
      'deal-stage-requires',
      'amount, expectedClose',
    ]);
    expect(movedDeal(deal(), stage(2).id, { amount: 100 }, stages)).toMatchObject({
      stageId: stage(2).id,
      amount: 100,
    });
  });
  it('to the lost ones asks for the reason first, and forgets it when the deal goes on', () => {
    const lost = stage(7);
    expect(missingFor({ ...lost, required: ['competitor'] }, deal())).toEqual(['lostReasonId', 'competitor']);
    expect(refusal(() => movedDeal(deal(), lost.id, {}, stages))).toEqual(['deal-lost-reason', '']);
    const closed = movedDeal(
      deal(),
      lost.id,
      { lostReasonId: COMPETITOR_REASON_ID, lostComment: 'Они' },
      stages,
    );
    expect(closed).toMatchObject({ stageId: lost.id, lostReasonId: COMPETITOR_REASON_ID });
    expect(movedDeal(closed, stage(1).id, {}, stages)).toMatchObject({ lostReasonId: '', lostComment: '' });
  });
  it('is refused to a stage that was removed, but a deal that stands in one can be tidied up', () => {
    const archived = {
      ...defaultFunnel,
      stages: defaultFunnel.stages.map((one) => ({ ...one, archived: one.id === stage(2).id })),
    };
    const known = stageIndex([archived]);
    expect(refusal(() => movedDeal(deal(), stage(2).id, { amount: 1 }, known))).toEqual([
      'deal-stage-gone',
      '',
    ]);
    const standing = { ...deal(), stageId: stage(2).id };
    expect(movedDeal(standing, stage(2).id, { about: 'x' }, known).about).toBe('x');
    expect(refusal(() => movedDeal(deal(), 'unknown', {}, stages))).toEqual(['deal-stage-gone', '']);
  });
  it('finds its stage among 400', () => {
    const many = Array.from({ length: 400 }, (_, at) => ({
      ...stage(0),
      id: `s${at}`,
      name: `Этап ${at}`,
      position: at,
    }));
    const index = stageIndex([{ ...defaultFunnel, stages: [...many, stage(6), stage(7)] }]);
    expect(movedDeal(deal(), 's399', {}, index).stageId).toBe('s399');
  });
});

describe('what a deal says', () => {
  it.each([
    [{ probability: -1 }, 1, 10],
    [{ probability: 0 }, 1, 0],
    [{ probability: 77 }, 1, 77],
    [{ probability: 77 }, 6, 100],
    [{ probability: 77 }, 7, 0],
  ] as const)('of probability: %o in stage %i is %i', (patch, at, expected) => {
    expect(probabilityOf({ ...deal(), ...patch }, stage(at))).toBe(expected);
  });
  it('weighs without losing a kopeck', () => {
    expect(weighted(101, 50)).toBe(51);
    expect(weighted(MAX_KOPECKS, 100)).toBe(MAX_KOPECKS);
  });
  it('is of no known state while its funnel has not come', () => {
    expect(statusOf({ stageId: 'far' }, stages)).toBe('unknown');
    expect(statusOf({ stageId: stage(6).id }, stages)).toBe('won');
    expect(probabilityOf({ probability: -1 }, undefined)).toBe(0);
  });
  it('shows that a foreign lost deal lacks its reason', () => {
    expect(lacksLostReason({ lostReasonId: '' }, 'lost')).toBe(true);
    expect(lacksLostReason({ lostReasonId: 'x' }, 'lost')).toBe(false);
    expect(lacksLostReason({ lostReasonId: '' }, 'open')).toBe(false);
  });
  it('rots after so many whole days in an open stage', () => {
    const since = '2026-03-01T12:00:00.000Z';
    expect(daysInStage(since, '2026-03-04T11:59:59.000Z')).toBe(2);
    expect(daysInStage('', '2026-03-04T11:59:59.000Z')).toBe(0);
    expect(isRotting(stage(0), since, '2026-03-04T11:59:59.000Z')).toBe(false);
    expect(isRotting(stage(0), since, '2026-03-04T12:00:00.000Z')).toBe(true);
    expect(isRotting(stage(6), since, '2030-01-01T00:00:00.000Z')).toBe(false);
    expect(isRotting({ ...stage(0), rotDays: 0 }, since, '2030-01-01T00:00:00.000Z')).toBe(false);
    expect(rotsBefore(stage(0), '2026-03-04T12:00:00.000Z')).toBe(since);
    expect(rotsBefore(stage(7), since)).toBe('');
  });
  it('is late when its close date has passed while it is open', () => {
    expect(isCloseOverdue({ expectedClose: '2026-03-01' }, 'open', '2026-03-02')).toBe(true);
    expect(isCloseOverdue({ expectedClose: '2026-03-02' }, 'open', '2026-03-02')).toBe(false);
    expect(isCloseOverdue({ expectedClose: '2026-03-01' }, 'won', '2026-03-02')).toBe(false);
    expect(isCloseOverdue({ expectedClose: '' }, 'open', '2026-03-02')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { isId } from '../lib/ids';
import { AppError } from '../lib/result';
import { DEFAULT_FUNNEL_ID, defaultFunnel, defaultLostReasons, defaultStages } from './defaults';
import { allFunnels, funnelIssue, livingStages, savedFunnel, stagesOf } from './rules';

const body = (patch: Partial<typeof defaultFunnel> = {}) => ({ ...defaultFunnel, ...patch });
const stage = (name: string, patch: object = {}) =>
  ({
    ...defaultStages[0],
    ...{ id: `id-${name}`, name, ...patch },
  }) as (typeof defaultStages)[number];

describe('the default funnel', () => {
  it('has ids that may travel, each once', () => {
    const ids = [
      DEFAULT_FUNNEL_ID,
      ...defaultStages.map(({ id }) => id),
      ...defaultLostReasons.map(({ id }) => id),
    ];
    expect(ids.filter((id) => !isId(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(funnelIssue(defaultFunnel)).toBeNull();
  });
  it('is there until somebody has changed it, and then as changed', () => {
    expect(allFunnels([]).map(({ name }) => name)).toEqual(['Продажи']);
    const own = { ...defaultFunnel, name: 'Опт' };
    expect(allFunnels([own]).map(({ name }) => name)).toEqual(['Опт']);
    expect(
      allFunnels([{ ...defaultFunnel, id: 'b', name: 'Сервис', position: 1 }]).map(({ name }) => name),
    ).toEqual(['Продажи', 'Сервис']);
  });
});

describe('a funnel', () => {
  it.each([
    [{ name: ' ' }, 'name-missing'],
    [{ stages: [...defaultStages, stage(' ')] }, 'stage-name-missing'],
    [{ stages: [...defaultStages, stage('новый запрос')] }, 'stage-name-twice'],
    [{ stages: defaultStages.filter(({ kind }) => kind !== 'open') }, 'no-open-stage'],
    [{ stages: defaultStages.filter(({ kind }) => kind !== 'won') }, 'no-won-stage'],
    [{ stages: defaultStages.filter(({ kind }) => kind !== 'lost') }, 'no-lost-stage'],
    [{ lostReasons: [] }, 'no-lost-reason'],
    [{ stages: [...defaultStages, ...Array.from({ length: 400 }, (_, at) => stage(`Этап ${at}`))] }, null],
    [
      { stages: [...defaultStages, ...Array.from({ length: 500 }, (_, at) => stage(`Этап ${at}`))] },
      'too-many-stages',
    ],
    [{ stages: [...defaultStages, stage('Новый запрос', { archived: true })] }, null],
  ])('%#: its first issue is %s', (patch, issue) => {
    expect(funnelIssue(body(patch as never))).toBe(issue);
  });
  it('keeps what was removed as archived: deals stand in it', () => {
    const left = defaultStages.filter((_, at) => at !== 2);
    const next = savedFunnel(
      defaultFunnel,
      body({ name: ' Опт ', stages: [...left], lostReasons: [...defaultLostReasons.slice(1)] }),
    );
    expect(next.name).toBe('Опт');
    expect(next.stages.find(({ id }) => id === defaultStages[2]?.id)?.archived).toBe(true);
    expect(next.lostReasons.filter(({ archived }) => archived)).toHaveLength(1);
    expect(livingStages({ ...defaultFunnel, ...next })).toHaveLength(defaultStages.length - 1);
  });
  it('counts what is won as certain, and what is lost as hopeless', () => {
    const odd = defaultStages.map((one) => ({ ...one, probability: 42, rotDays: 5 }));
    const ends = savedFunnel(undefined, body({ stages: odd })).stages.filter(({ kind }) => kind !== 'open');
    expect(ends.map(({ probability, rotDays }) => [probability, rotDays])).toEqual([
      [100, 0],
      [0, 0],
    ]);
  });
  it('stands in order: the work first, then its ends, two of one place by their ids', () => {
    const mixed = [stage('б', { position: 1 }), stage('а', { position: 1 }), ...defaultStages.slice(6)];
    expect(stagesOf(body({ stages: [...mixed].reverse() })).map(({ name }) => name)).toEqual([
      'а',
      'б',
      'Оплачено',
      'Отказ',
    ]);
  });
  it('is refused with what is wrong', () => {
    try {
      savedFunnel(undefined, body({ name: '' }));
      expect.unreachable();
    } catch (error) {
      expect(error instanceof AppError && [error.code, error.data]).toEqual([
        'funnel-wrong',
        { issue: 'name-missing' },
      ]);
    }
  });
});

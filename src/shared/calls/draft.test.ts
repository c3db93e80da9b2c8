import { describe, expect, it } from 'vitest';
import {
  type CallDraft,
  callDraftIssues,
  completedBy,
  draftOfCall,
  elapsed,
  firstStep,
  newCallDraft,
  patchOfCallDraft,
  restoredDraft,
  running,
  stopped,
  withResult,
} from './draft';
import type { Call } from './schema';

const zone = 'Asia/Kamchatka';
const now = '2026-03-10T09:00:30.000Z';
const later = (seconds: number) => new Date(Date.parse(now) + seconds * 1000).toISOString();
const suggested = {
  talked: 'Связаться',
  callback: 'Перезвонить',
  'no-answer': 'Перезвонить',
  busy: 'Перезвонить',
  'wrong-number': 'Найти номер',
  refused: 'Вернуться',
  meeting: 'Встреча',
};
const choose = (draft: CallDraft, result: Call['result']) =>
  withResult(draft, result, suggested, () => firstStep(draft, '', '2026-03-11'));

describe('a call being written down', () => {
  const draft = newCallDraft(now, zone, { clientId: 'c', number: '+74951234567' });

  it('begins now by the clock on the wall', () => {
    expect([draft.startDate, draft.startTime]).toEqual(['2026-03-10', '21:00']);
    expect(patchOfCallDraft({ ...draft, result: 'talked' }, later(65), zone)).toMatchObject({
      startedAt: now,
      durationSec: 65,
      result: 'talked',
    });
  });

  it('noted afterwards lasts nothing until somebody says so', () => {
    const noted = { ...newCallDraft(now, zone, { clientId: 'c' }), result: 'talked' as const };
    expect(noted.runningSince).toBe('');
    expect(callDraftIssues(noted, later(20), zone)).toEqual({});
    expect(patchOfCallDraft(noted, later(20), zone).durationSec).toBe(0);
  });

  it('counts while the timer runs, stands, and goes on', () => {
    const held = stopped(draft, later(90));
    expect(held.duration).toBe('1:30');
    expect(elapsed(held, later(500))).toBe(90);
    expect(elapsed(running(held, later(500)), later(510))).toBe(100);
    expect(elapsed(running({ ...held, duration: '5' }, later(500)), later(510))).toBe(310);
  });

  it('starts elsewhere when the time is corrected', () => {
    const corrected = { ...stopped(draft, later(60)), startDate: '2026-03-09', startTime: '10:15' };
    expect(patchOfCallDraft(corrected, later(60), zone).startedAt).toBe('2026-03-08T22:15:00.000Z');
  });

  it('says what is missing or impossible', () => {
    expect(callDraftIssues({ ...draft, clientId: '' }, now, zone)).toEqual({
      client: 'clientMissing',
      result: 'resultMissing',
    });
    const odd = { ...draft, result: 'talked' as const, startTime: '25:00', runningSince: '', duration: '-3' };
    expect(callDraftIssues(odd, now, zone)).toEqual({
      start: 'startImpossible',
      duration: 'durationImpossible',
    });
  });

  it('forgets its timer with the draft, but not through a crash', () => {
    expect(restoredDraft(draft, later(60)).runningSince).toBe(now);
    expect(restoredDraft({ ...draft, touchedAt: later(40) }, later(86_400)).duration).toBe('0:40');
  });
});

describe('a result', () => {
  const draft = newCallDraft(now, zone, { clientId: 'c', number: '+74951234567' });

  it('that promises something opens the next step', () => {
    expect(choose(draft, 'talked').step).toBeNull();
    expect(choose(draft, 'callback').step).toMatchObject({
      title: 'Перезвонить',
      type: 'call',
      dueTime: '10:00',
    });
    expect(choose(choose(draft, 'callback'), 'meeting').step).toMatchObject({
      title: 'Встреча',
      type: 'meeting',
    });
  });

  it('never replaces a person’s own words', () => {
    const own = { ...draft, step: firstStep(draft, 'Спросить про склад', '2026-03-12') };
    expect(choose(own, 'meeting').step).toBe(own.step);
  });

  it('without a conversation lasts nothing, unless the duration was typed', () => {
    expect(choose(draft, 'busy')).toMatchObject({ runningSince: '', duration: '0:00' });
    expect(choose({ ...stopped(draft, later(30)) }, 'busy').duration).toBe('0:30');
  });
});

describe('the open call tasks of the client', () => {
  const draft = { ...newCallDraft(now, zone, { clientId: 'c' }), result: 'talked' as const };
  const tasks = [
    { id: 'late', day: '2026-03-09' },
    { id: 'today', day: '2026-03-10' },
    { id: 'later', day: '2026-03-12' },
  ];

  it.each([
    ['those due by the day of the call', draft, ['late', 'today']],
    ['none where nobody was reached', { ...draft, result: 'busy' as const }, []],
    ['none before the result is known', { ...draft, result: '' as const }, []],
    [
      'what was ticked and not what was unticked',
      { ...draft, ticks: { late: false, later: true } },
      ['today', 'later'],
    ],
    [
      'the one it was opened from, reached or not',
      { ...draft, result: 'busy' as const, ticks: { later: true } },
      ['later'],
    ],
  ])('%s', (_what, asked, expected) => {
    expect(completedBy(asked, tasks)).toEqual(expected);
  });
});

it('a logged call is opened as it stands', () => {
  const call = { startedAt: now, durationSec: 65, result: 'busy', number: '1', comment: 'а' } as Call;
  expect(draftOfCall(call, zone)).toMatchObject({ duration: '1:05', startTime: '21:00', runningSince: '' });
});

import { isIsoDate, toWallTime, zonedToUtc } from '../lib/dates';
import type { Patch } from '../lib/schema';
import { isTime } from '../lib/typed-date';
import { newTaskDraft, type TaskDraft } from '../tasks/draft';
import { type CallIssue, callIssues } from './check';
import { formatDuration, parseDuration } from './duration';
import type { Call, CallDirection, CallResult } from './schema';

/** A call as a person writes it down, while it lasts and after. */
export interface CallDraft {
  readonly clientId: string;
  readonly contactId: string;
  readonly number: string;
  readonly direction: CallDirection;
  /** The instant the form was opened at; holds the seconds that `startTime` has not. */
  readonly startedAt: string;
  /** Local day and `HH:MM`, or what was typed while they are none. */
  readonly startDate: string;
  readonly startTime: string;
  /** As typed; what the timer says while it runs is `baseSec` and the time since `runningSince`. */
  readonly duration: string;
  readonly baseSec: number;
  /** The instant the timer was started, or '' while it stands. */
  readonly runningSince: string;
  readonly result: CallResult | '';
  readonly comment: string;
  /** The next step, once asked for. */
  readonly step: TaskDraft | null;
  /** The client's open call tasks that were ticked or unticked by hand; absent in drafts of former versions. */
  readonly ticks?: Readonly<Record<string, boolean>>;
  /** When it was last touched: a timer forgotten with its draft stops there. */
  readonly touchedAt: string;
}

export type CallDraftIssues = Partial<
  Record<'client' | 'start' | 'duration' | 'result', CallIssue | 'resultMissing'>
>;

/**
 * A call that begins now. Its timer runs by itself only where the program has just dialled the number: a call noted
 * afterwards must not get the seconds its note took.
 */
export function newCallDraft(
  nowIso: string,
  zone: string,
  fields: Partial<Pick<CallDraft, 'clientId' | 'contactId' | 'number' | 'comment' | 'ticks'>> = {},
): CallDraft {
  const { date, time } = toWallTime(nowIso, zone);
  return {
    clientId: '',
    contactId: '',
    number: '',
    direction: 'out',
    startedAt: nowIso,
    startDate: date,
    startTime: time,
    duration: '',
    baseSec: 0,
    runningSince: fields.number ? nowIso : '',
    result: '',
    comment: '',
    step: null,
    touchedAt: nowIso,
    ...fields,
  };
}

/** The draft of a call that is in the log. */
export function draftOfCall(call: Call, zone: string): CallDraft {
  const { clientId, contactId, number, direction, startedAt, result, comment, durationSec } = call;
  const { date, time } = toWallTime(startedAt, zone);
  return {
    ...{ clientId, contactId, number, direction, startedAt, result, comment },
    startDate: date,
    startTime: time,
    duration: formatDuration(durationSec),
    baseSec: durationSec,
    runningSince: '',
    step: null,
    touchedAt: '',
  };
}

/** Seconds counted so far; `null` while the typed duration is none. */
export function elapsed(draft: CallDraft, nowIso: string): number | null {
  if (draft.runningSince === '') return parseDuration(draft.duration);
  const since = Math.floor((Date.parse(nowIso) - Date.parse(draft.runningSince)) / 1000);
  return draft.baseSec + Math.max(0, since);
}

/** The draft with its timer standing at what it says. */
export function stopped(draft: CallDraft, nowIso: string): CallDraft {
  if (draft.runningSince === '') return draft;
  const seconds = elapsed(draft, nowIso) ?? 0;
  return { ...draft, runningSince: '', baseSec: seconds, duration: formatDuration(seconds) };
}

/** The draft with its timer running on from what it says. */
export function running(draft: CallDraft, nowIso: string): CallDraft {
  return { ...draft, baseSec: parseDuration(draft.duration) ?? 0, runningSince: nowIso };
}

/** A restored draft whose timer nobody has looked at for so long stands where it was last touched. */
const FORGOTTEN_MS = 10 * 60_000;

export function restoredDraft(draft: CallDraft, nowIso: string): CallDraft {
  const forgotten = Date.parse(nowIso) - Date.parse(draft.touchedAt || draft.startedAt) > FORGOTTEN_MS;
  return forgotten ? stopped(draft, draft.touchedAt || draft.startedAt) : draft;
}

/** Results after which nobody was spoken to: the seconds of ringing are no conversation. */
const notReached: readonly CallResult[] = ['no-answer', 'busy', 'wrong-number'];
/** Results that promise something: they open the next step by themselves. */
const promises: readonly CallResult[] = ['callback', 'meeting'];

/**
 * The draft with a result. Where nobody was reached the timer stands at nothing; «перезвонить» and «встреча» open the
 * next step with its usual words, which a person's own words are never replaced by.
 * @param suggested the usual words of each result's next step
 */
export function withResult(
  draft: CallDraft,
  result: CallResult,
  suggested: Readonly<Record<CallResult, string>>,
  step: () => TaskDraft,
): CallDraft {
  const still =
    notReached.includes(result) && draft.runningSince !== ''
      ? { ...draft, runningSince: '', baseSec: 0, duration: formatDuration(0) }
      : draft;
  const own = draft.step && !Object.values(suggested).includes(draft.step.title);
  if (own || (!draft.step && !promises.includes(result))) return { ...still, result };
  const base = draft.step ?? step();
  return {
    ...still,
    result,
    step: { ...base, title: suggested[result], type: result === 'meeting' ? 'meeting' : 'call' },
  };
}

/** The next step to begin with: tomorrow at ten, with a reminder. */
export function firstStep(draft: CallDraft, title: string, dueDate: string): TaskDraft {
  return newTaskDraft({
    title,
    type: draft.result === 'meeting' ? 'meeting' : 'call',
    dueDate,
    dueTime: '10:00',
    reminder: 'at-time',
  });
}

/** What of an open call task tells whether a call was it. */
export interface OpenCallTask {
  readonly id: string;
  /** The local day it is due on. */
  readonly day: string;
}

/**
 * Which of a client's open call tasks a call completes unless the person says otherwise: those due by the day of the
 * call, once somebody was reached. One that was ticked by hand, or that the form was opened from, is completed anyway.
 */
export function completedBy(draft: CallDraft, tasks: readonly OpenCallTask[]): string[] {
  const reached = draft.result !== '' && !notReached.includes(draft.result);
  const due = (day: string) => reached && day <= draft.startDate;
  return tasks.filter(({ id, day }) => draft.ticks?.[id] ?? due(day)).map(({ id }) => id);
}

/** The instant a draft says the call began at, or '' for a day or time that does not exist. */
function startOf(draft: CallDraft, zone: string): string {
  if (!isIsoDate(draft.startDate) || !isTime(draft.startTime)) return '';
  const exact = toWallTime(draft.startedAt, zone);
  if (exact.date === draft.startDate && exact.time === draft.startTime) return draft.startedAt;
  return zonedToUtc(draft.startDate, draft.startTime, zone);
}

/** What keeps a draft from being logged, by field. */
export function callDraftIssues(draft: CallDraft, nowIso: string, zone: string): CallDraftIssues {
  const found = callIssues(
    {
      clientId: draft.clientId,
      startedAt: startOf(draft, zone),
      durationSec: elapsed(draft, nowIso) ?? -1,
    },
    nowIso,
  );
  return {
    ...(found.clientId ? { client: found.clientId } : {}),
    ...(found.startedAt ? { start: found.startedAt } : {}),
    ...(found.durationSec ? { duration: found.durationSec } : {}),
    ...(draft.result === '' ? { result: 'resultMissing' as const } : {}),
  };
}

/** The call a draft without issues stands for. */
export function patchOfCallDraft(draft: CallDraft, nowIso: string, zone: string): Patch<Call> {
  const { clientId, contactId, direction, comment } = draft;
  return {
    ...{ clientId, contactId, direction },
    number: draft.number.trim(),
    comment: comment.trim(),
    startedAt: startOf(draft, zone),
    durationSec: elapsed(draft, nowIso) ?? 0,
    ...(draft.result === '' ? {} : { result: draft.result }),
  };
}

import type { Call } from './schema';

/** Why a call cannot have been: words for each stand in the texts. */
export type CallIssue =
  | 'clientMissing'
  | 'startImpossible'
  | 'startFuture'
  | 'startTooOld'
  | 'durationImpossible'
  | 'durationFuture';

export type CallIssues = Partial<Record<'clientId' | 'startedAt' | 'durationSec', CallIssue>>;

/** The longest call the log takes: 100 hours. */
export const longestCallSec = 360_000;

/** Clocks of two devices differ; a call a minute ahead of ours is no mistake. */
const CLOCKS_DIFFER_MS = 90_000;
/** Nobody logs calls from before this programme's trade had computers: an earlier date is a slip of the year. */
const OLDEST = Date.parse('1990-01-01T00:00:00Z');

/**
 * What is impossible about a call, by field; an empty object when nothing is.
 * @param nowIso the present instant
 */
export function callIssues(
  call: Pick<Call, 'clientId' | 'startedAt' | 'durationSec'>,
  nowIso: string,
): CallIssues {
  const issues: CallIssues = {};
  if (call.clientId === '') issues.clientId = 'clientMissing';
  const start = Date.parse(call.startedAt);
  const now = Date.parse(nowIso) + CLOCKS_DIFFER_MS;
  const { durationSec } = call;
  const duration = Number.isInteger(durationSec) && durationSec >= 0 && durationSec <= longestCallSec;
  if (!duration) issues.durationSec = 'durationImpossible';
  if (Number.isNaN(start)) issues.startedAt = 'startImpossible';
  else if (start > now) issues.startedAt = 'startFuture';
  else if (start < OLDEST) issues.startedAt = 'startTooOld';
  else if (duration && start + durationSec * 1000 > now) issues.durationSec = 'durationFuture';
  return issues;
}

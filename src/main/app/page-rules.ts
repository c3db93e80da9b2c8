import type { AppPhase } from '@shared/app/contract';
import type { SystemName } from '@shared/contract';
import { AppError } from '@shared/lib/result';

/** How long a press of a key or a button lets a page open something outside, in milliseconds. */
export const pressLastsMs = 5000;

/** Calls that belong to one state of the program: in any other nobody can mean them. */
const phases: ReadonlyMap<string, AppPhase> = new Map<SystemName, AppPhase>([
  ['app.startEmpty', 'broken'],
  ['backups.takeRescued', 'broken'],
]);

/** Calls that show something outside the program, where a script could tell a stranger what it has read. */
const byHand: ReadonlySet<string> = new Set<SystemName>([
  'app.openLink',
  'app.dial',
  'app.openLogs',
  'app.showStoreFolder',
  'files.open',
  'documents.openFile',
  'documents.showInFolder',
  'backups.showFolder',
]);

/** What the program is like at the moment of a page's call. */
export interface PageMoment {
  readonly phase: AppPhase | undefined;
  readonly demo: boolean;
  /** Milliseconds since a person pressed a key or a button in the page. */
  readonly sinceInput: number;
}

/**
 * Whether a page may ask for a system call now; a page that strangers' text has taken over must not throw the
 * database away or carry it out. What weakens protection asks the person himself besides: see `confirm.ts`.
 * @throws AppError `not-now`, `demo-only`, `not-by-hand`
 */
export function checkPageCall(name: string, { phase, demo, sinceInput }: PageMoment): void {
  const only = phases.get(name);
  if (only !== undefined && phase !== only) throw new AppError('not-now');
  if (name === 'app.dropDemo' && !demo) throw new AppError('demo-only');
  if (byHand.has(name) && sinceInput > pressLastsMs) throw new AppError('not-by-hand');
}

import type { SystemName } from '@shared/contract';
import { describe, expect, it } from 'vitest';
import { checkPageCall, type PageMoment, pressLastsMs } from './page-rules';

const working: PageMoment = { phase: 'ready', demo: false, sinceInput: 0 };

/** The code of the refusal, '' where the call may go on. */
function refusal(name: SystemName, moment: Partial<PageMoment> = {}): string {
  try {
    checkPageCall(name, { ...working, ...moment });
    return '';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('what a page may ask for', () => {
  it('drops a demo database only', () => {
    expect(refusal('app.dropDemo')).toBe('demo-only');
    expect(refusal('app.dropDemo', { demo: true })).toBe('');
  });

  it.each(['app.startEmpty', 'backups.takeRescued'] as const)('%s puts no sound database aside', (name) => {
    for (const phase of ['ready', 'welcome', 'starting', 'locked', undefined] as const)
      expect(refusal(name, { phase })).toBe('not-now');
    expect(refusal(name, { phase: 'broken' })).toBe('');
  });

  it.each([
    'app.openLink',
    'app.dial',
    'app.openLogs',
    'app.showStoreFolder',
    'files.open',
    'documents.openFile',
    'documents.showInFolder',
    'backups.showFolder',
  ] as const)('%s needs a press that has just been', (name) => {
    expect(refusal(name, { sinceInput: 0 })).toBe('');
    expect(refusal(name, { sinceInput: pressLastsMs })).toBe('');
    expect(refusal(name, { sinceInput: pressLastsMs + 1 })).toBe('not-by-hand');
    expect(refusal(name, { sinceInput: Number.POSITIVE_INFINITY })).toBe('not-by-hand');
  });
});

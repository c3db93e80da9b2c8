import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { duration } from '../../../scripts/setup/log.mjs';
import {
  countPlaywright,
  countVitest,
  readCounts,
  readOnly,
  summary,
} from '../../../scripts/setup/test-report.mjs';

const STEPS = ['lint', 'typecheck', 'unit', 'build', 'e2e'];

describe('the summary', () => {
  it('ends with one line that adds up both kinds of tests', () => {
    const text = summary([
      { name: 'set-up', ms: 12, ok: true },
      { name: 'unit', ms: 61_000, ok: true, counts: { passed: 40, failed: 0, skipped: 1 } },
      { name: 'e2e', ms: 9_950, ok: false, counts: { passed: 6, failed: 2, skipped: 0 } },
    ]);
    const lines = text.split('\n');
    expect(lines.at(-1)).toBe('46 passed, 2 failed');
    expect(lines.find((line) => line.includes('unit'))).toMatch(
      /ok +1 min 1 s +40 passed, 0 failed, 1 skipped/,
    );
    expect(lines.find((line) => line.includes('e2e'))).toMatch(/FAILED +9\.9 s|FAILED +10\.0 s/);
  });

  it('says how long in words', () => {
    expect([12.4, 3_210, 125_000].map(duration)).toEqual(['12 ms', '3.2 s', '2 min 5 s']);
  });
});

describe('counting', () => {
  it('counts a Vitest file that could not be loaded as a failure', () => {
    const result = countVitest({
      testResults: [
        { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'skipped' }] },
        { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
        { status: 'failed', assertionResults: [] },
      ],
    });
    expect(result).toEqual({ passed: 2, failed: 2, skipped: 1 });
  });

  it('counts a Playwright error outside any test as a failure', () => {
    const stats = { expected: 3, unexpected: 0, flaky: 0, skipped: 1 };
    expect(countPlaywright({ stats })).toEqual({ passed: 3, failed: 0, skipped: 1 });
    expect(countPlaywright({ stats, errors: [{}, {}] })).toEqual({ passed: 3, failed: 1, skipped: 1 });
    expect(countPlaywright({ stats: { ...stats, unexpected: 2 }, errors: [{}] }).failed).toBe(2);
  });

  it('never shows a failed step as "0 failed"', () => {
    const absent = join(import.meta.dirname, 'no-such-report.json');
    expect(readCounts(absent, countVitest, false)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(readCounts(absent, countVitest, true)).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});

describe('--only', () => {
  it('keeps the order of the steps', () => {
    expect(readOnly([], STEPS)).toEqual(STEPS);
    expect(readOnly(['--only', 'e2e,unit'], STEPS)).toEqual(['unit', 'e2e']);
    expect(readOnly(['--only=lint'], STEPS)).toEqual(['lint']);
  });

  it.each([[['--only']], [['--only', 'units']], [['unit']], [['--only=lint', 'unit']]])(
    'refuses %j',
    (words) => {
      expect(readOnly(words, STEPS)).toBeUndefined();
    },
  );
});

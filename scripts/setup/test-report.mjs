// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { duration } from './log.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @typedef {{ name: string, ms: number, ok: boolean, counts?: Counts | undefined }} StepResult */

/**
 * What Vitest's JSON report counts. A file that could not even be loaded counts as one failure.
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Counts}
 */
export function countVitest(report) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'))
      counts.failed++;
    for (const { status } of file.assertionResults) {
      if (status === 'passed') counts.passed++;
      else if (status === 'failed') counts.failed++;
      else counts.skipped++;
    }
  }
  return counts;
}

/**
 * What Playwright's JSON report counts. An error outside any test counts as a failure.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors?: unknown[] }} report
 * @returns {Counts}
 */
export function countPlaywright({ stats, errors = [] }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected || Math.min(errors.length, 1),
    skipped: stats.skipped,
  };
}

/**
 * Reads a report and counts it; a step that failed without a countable failure counts as one.
 * @template T
 * @param {string} file
 * @param {(report: T) => Counts} count
 * @param {boolean} ok
 * @returns {Counts}
 */
export function readCounts(file, count, ok) {
  const counts = existsSync(file)
    ? count(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/**
 * The table of steps and, alone on the last line, `N passed, N failed`.
 * @param {readonly StepResult[]} results
 */
export function summary(results) {
  const width = Math.max(...results.map(({ name }) => name.length), 5);
  const rows = results.map(({ name, ms, ok, counts }) => {
    const tests = counts
      ? `  ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`
      : '';
    return `  ${name.padEnd(width)}  ${ok ? 'ok    ' : 'FAILED'}  ${duration(ms).padStart(12)}${tests}`;
  });
  const sum = (/** @type {'passed' | 'failed'} */ key) =>
    results.reduce((total, { counts }) => total + (counts?.[key] ?? 0), 0);
  return ['', ...rows, '', `${sum('passed')} passed, ${sum('failed')} failed`].join('\n');
}

/**
 * Reads `--only unit,e2e`.
 * @param {readonly string[]} words
 * @param {readonly string[]} all
 * @returns {string[] | undefined} the chosen steps in their own order; undefined when the words make no sense
 */
export function readOnly(words, all) {
  if (words.length === 0) return [...all];
  const [first = ''] = words;
  const value = first === '--only' && words.length === 2 ? words[1] : /^--only=(.+)$/.exec(first)?.[1];
  if (!value || (first !== '--only' && words.length > 1)) return undefined;
  const chosen = value.split(',');
  return chosen.every((name) => all.includes(name)) ? all.filter((name) => chosen.includes(name)) : undefined;
}

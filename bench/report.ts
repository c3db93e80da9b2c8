import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Row } from './measure';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'bench', 'results.json');
const page = join(root, 'docs', 'performance.md');

/** A row knows which part of the benchmark measured it: each part replaces its own rows only. */
export type Result = Row & { readonly part: string };

/** This machine and day, for the page. */
export function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = cpus().length;
  return `${cpu?.model ?? 'unknown'}, ${load} cores, ${memory} GB; ${new Date().toISOString().slice(0, 10)}`;
}

/** Rows as a table of Markdown. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(
    (one) =>
      `| ${one.name} | ${one.value} ${one.unit} | ${one.baseline} | ${one.ratio} | ${one.goal} | ${one.goal === '—' ? '' : one.ok ? 'met' : '**missed**'} |`,
  );
  return ['| What | Value | Baseline | Ratio | Goal | |', '|---|---|---|---|---|---|', ...lines].join('\n');
}

/** Puts a part's rows into bench/results.json and its section into docs/performance.md, leaving the other parts' alone. */
export function report(part: string, rows: readonly Row[], section: string): void {
  const known = existsSync(results) ? (JSON.parse(readFileSync(results, 'utf8')) as Partial<Result>[]) : [];
  const others = known.filter((one) => (one.part ?? 'app') !== part);
  const all = [...others, ...rows.map((one) => ({ ...one, part }))];
  writeFileSync(results, `${JSON.stringify(all, null, 2)}\n`);

  const begin = `<!-- bench ${part} -->`;
  const end = `<!-- end of bench ${part} -->`;
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '# Performance\n';
  const mine = `${begin}\n${section.trim()}\n${end}`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  const whole =
    from >= 0 && to > from
      ? text.slice(0, from) + mine + text.slice(to + end.length)
      : `${text.trimEnd()}\n\n${mine}\n`;
  writeFileSync(page, whole);
}

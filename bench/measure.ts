/** What a benchmark says: `ratio` is value / baseline; `ok` holds it against the goal. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: string;
  readonly ratio: number;
  readonly goal: string;
  readonly ok: boolean;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1);
  return sorted[Math.max(0, place)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: { readonly name: string; readonly value: number };
  /** At most this value, or at most this ratio. */
  readonly atMost?: { readonly value?: number; readonly ratio?: number };
  readonly atLeast?: { readonly value?: number; readonly ratio?: number };
}

/** A row with its ratio and verdict. */
export function row({ name, value, unit, baseline, atMost, atLeast }: Measured): Row {
  const ratio = value / baseline.value;
  const checks = [
    [atMost?.value, value, '≤', ` ${unit}`, (limit: number) => value <= limit],
    [atMost?.ratio, ratio, '≤', ' × baseline', (limit: number) => ratio <= limit],
    [atLeast?.value, value, '≥', ` ${unit}`, (limit: number) => value >= limit],
    [atLeast?.ratio, ratio, '≥', ' × baseline', (limit: number) => ratio >= limit],
  ] as const;
  const wanted = checks.filter(([limit]) => limit !== undefined);
  return {
    name,
    value: round(value, value < 10 ? 2 : 1),
    unit,
    baseline: `${baseline.name}: ${round(baseline.value, baseline.value < 10 ? 2 : 1)} ${unit}`,
    ratio: round(ratio, 3),
    goal: wanted.map(([limit, , sign, what]) => `${sign} ${limit}${what}`).join(', ') || '—',
    ok: wanted.every(([limit, , , , holds]) => holds(limit as number)),
  };
}

/**
 * How the height of a month is given to its weeks: each gets what its fullest day needs where there is room for all,
 * and what is left over in equal shares; where there is not, the weeks that need least get theirs and the others
 * share the rest.
 * @param needs pixels that each week needs to show everything
 * @param height pixels there are
 * @returns pixels of each week, in the order of `needs`, `height` in sum
 */
export function weekHeights(needs: readonly number[], height: number): number[] {
  const wanted = needs.reduce((sum, need) => sum + need, 0);
  if (wanted <= height) {
    const share = (height - wanted) / Math.max(1, needs.length);
    return needs.map((need) => need + share);
  }
  let left = height;
  let weeks = needs.length;
  const given = new Map<number, number>();
  const byNeed = needs.map((need, week) => ({ need, week })).sort((a, b) => a.need - b.need);
  for (const { need, week } of byNeed) {
    const gets = Math.min(need, left / weeks);
    given.set(week, gets);
    left -= gets;
    weeks -= 1;
  }
  return needs.map((_, week) => given.get(week) ?? 0);
}

import type { SearchHit } from '@shared/search/contract';

/** What is on screen as it stands, and after it what a deeper search has found besides, `limit` hits at most. */
export function joined(
  shown: readonly SearchHit[],
  more: readonly SearchHit[],
  limit: number,
): readonly SearchHit[] {
  const known = new Set(shown.map(({ id }) => id));
  return [...shown, ...more.filter(({ id }) => !known.has(id))].slice(0, limit);
}

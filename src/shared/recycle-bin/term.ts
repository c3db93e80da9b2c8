import type { Settings } from '../settings/contract';

export type KeepTerm = Settings['keepHistory'];

/**
 * Until when what was deleted, or changed, at an instant is kept: the same day so many years later, in UTC.
 * @returns an instant, or '' for always
 */
export function keptUntil(at: string, term: KeepTerm): string {
  if (term === 'always' || Number.isNaN(Date.parse(at))) return '';
  return shifted(at, Number(term));
}

/** Before which instant things are old enough to go; '' for never. */
export function keptSince(now: string, term: KeepTerm): string {
  return term === 'always' ? '' : shifted(now, -Number(term));
}

/** The 29th of February becomes the 1st of March where there is none. */
function shifted(at: string, years: number): string {
  const date = new Date(at);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString();
}

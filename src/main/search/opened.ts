import type { HitKind, OpenedRecord } from '@shared/search/contract';
import { type Reader, table } from '../reader/reader';
import { type Candidate, collectionOf, isNamed, type Tier, tiers } from './kinds';
import type { QueryInterpretation } from './query-interpretation';
import { type Group, stands } from './words';

/** Records of one kind that were opened lately and answer the query, the last one first. */
export function openedRows(
  reader: Reader,
  kind: HitKind,
  opened: readonly OpenedRecord[],
  reading: QueryInterpretation,
): Candidate[] {
  const places = new Map(
    opened.flatMap((one, place) => (one.kind === kind ? [[one.id, place] as const] : [])),
  );
  if (places.size === 0) return [];
  const name = collectionOf(kind);
  const named = isNamed(name);
  const columns = named ? 'd.x_name, d.x_search, d.x_digits' : "'', d.x_search, ''";
  const rows = reader.rows(
    `SELECT d.rid, d.id, ${columns} FROM json_each(?) AS j
     CROSS JOIN ${table(name)} AS d ON d.id = j.value WHERE +d.deleted = 0`,
    [JSON.stringify([...places.keys()])],
  );
  return rows.flatMap(([rid, id, name, rest, digits]) => {
    const tier = tierOf(reading, String(name ?? ''), String(rest ?? ''), String(digits ?? ''));
    return tier === undefined
      ? []
      : [{ rid: Number(rid), tier, opened: places.get(String(id)) ?? places.size }];
  });
}

/** What was opened lately stands before its equals: a word of its name is as good as the beginning of another's. */
function tierOf(
  { query, groups, numbers, names }: QueryInterpretation,
  name: string,
  rest: string,
  digits: string,
): Tier | undefined {
  const own = name.split(' ');
  if (numbers.length > 0) {
    const has = numbers.every((run) =>
      [run.phone, run.digits].some((one) => one !== '' && digits.includes(one)),
    );
    return has && all(groups, [...own, ...rest.split(' ')]) ? tiers.number : undefined;
  }
  if (name !== '' && (all(groups, own) || all(names, own))) return tiers.beginning;
  const runs = [query.phone, query.digits].filter((run) => run !== '');
  if (runs.some((run) => run.length > 2 && digits.includes(run))) return tiers.number;
  if (query.words.every((word) => word.length < 2)) return undefined;
  return all(groups, [...own, ...rest.split(' ')]) ? tiers.name : undefined;
}

const all = (groups: readonly Group[], words: readonly string[]) =>
  groups.length > 0 &&
  groups.every((group) => group.some((term) => words.some((word) => stands(term, word))));

import { foldText } from '../domain/requisites/legal-forms';

/** Something that is called by a name. */
export interface Named {
  readonly id: string;
  readonly name: string;
  /** What tells it from others of its name. */
  readonly hint?: string;
}

/** Letters and digits alone: «GTX Pro» and «GTXPro» are spelled by one. */
export const spellingKey = (name: string): string => foldText(name).replace(/[^\p{L}\p{N}]+/gu, '');

/** How many letters may differ between two spellings of one name. */
const slips = (length: number): number => (length < 4 ? 0 : length < 9 ? 1 : 2);

/**
 * Names to look texts up among: by their whole key, and by spellings that differ by a letter or two, by spaces and by
 * signs. A text that only comes near a name is never taken for it: a person is asked.
 */
export class NameIndex {
  readonly #byKey = new Map<string, Named[]>();
  readonly #spellings = new Map<number, { readonly key: string; readonly named: Named }[]>();

  /** @param keyOf what two names must have in common to be the same */
  constructor(
    all: Iterable<Named>,
    private readonly keyOf: (name: string) => string,
  ) {
    for (const named of all) {
      const key = keyOf(named.name);
      if (key === '') continue;
      const same = this.#byKey.get(key);
      if (same) same.push(named);
      else this.#byKey.set(key, [named]);
      const spelling = spellingKey(key);
      const group = this.#spellings.get(spelling.length) ?? [];
      group.push({ key: spelling, named });
      this.#spellings.set(spelling.length, group);
    }
  }

  /** Everything of exactly this name. */
  exact(text: string): readonly Named[] {
    return this.#byKey.get(this.keyOf(text)) ?? [];
  }

  /** What may be meant by a text that is no name, the nearest first. */
  near(text: string, atMost = 5): Named[] {
    const wanted = spellingKey(this.keyOf(text));
    const allowed = slips(wanted.length);
    const found: { readonly by: number; readonly named: Named }[] = [];
    if (wanted === '') return [];
    for (let length = wanted.length - allowed; length <= wanted.length + allowed; length += 1) {
      for (const { key, named } of this.#spellings.get(length) ?? []) {
        const by = differences(wanted, key, allowed);
        if (by <= allowed) found.push({ by, named });
      }
    }
    return found
      .sort((a, b) => a.by - b.by)
      .slice(0, atMost)
      .map(({ named }) => named);
  }
}

/**
 * How many letters have to be put, left out, changed or swapped to make one text of the other; more than `most` as
 * soon as it is sure to be more.
 */
export function differences(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    let least = row;
    for (let at = 1; at <= b.length; at += 1) {
      const same = a[row - 1] === b[at - 1];
      let by = Math.min((last[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, (last[at - 1] ?? 0) + (same ? 0 : 1));
      const swapped = a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1];
      if (row > 1 && at > 1 && swapped) by = Math.min(by, (before[at - 2] ?? 0) + 1);
      next.push(by);
      least = Math.min(least, by);
    }
    if (least > most) return most + 1;
    [before, last] = [last, next];
  }
  return last[b.length] ?? most + 1;
}

import type { KindWith, SharedKind } from '../kinds';

/** Words of one kind of records. */
export interface KindWords {
  /** «Клиент» */
  readonly one: string;
  /** «Клиенты» */
  readonly many: string;
  /** Every field that people see, a part as `field.part`; a test names a missing one. */
  readonly fields: Readonly<Record<string, string>>;
  /** What the values of its closed lists are called, and particular values of other fields, field by field. */
  readonly choices?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** How a change is told: «новый клиент», «изменён клиент». */
export interface NewsWords extends KindWords {
  readonly created: string;
  readonly changed: string;
}

/** Words of every kind: the compiler names the kind that has none. */
export type KindsWords = {
  readonly [N in SharedKind]: N extends KindWith<'news'> ? NewsWords : KindWords;
};

/** The words of a kind by its name; undefined for one that this version of the program does not know. */
export const wordsOf = (kinds: KindsWords, kind: string): KindWords | undefined =>
  Object.hasOwn(kinds, kind) ? kinds[kind as SharedKind] : undefined;

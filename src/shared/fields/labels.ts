import type { CellContext } from './field';

/** A text with the word of its label behind it: `a@b.ru (Личный)`. */
export const withLabel = (text: string, label: string, { word }: CellContext): string =>
  `${text} (${word(label)})`;

/** Divides {@link withLabel}'s text; no label where none of `labels` stands there. */
export function labelled<L extends string>(
  text: string,
  labels: readonly L[],
  { key }: CellContext,
): { readonly rest: string; readonly label?: L } {
  const [, rest = '', said = ''] = /^(.*\S)\s*\(([^()]*)\)$/.exec(text) ?? [];
  const known = key(said);
  const label = labels.find((one) => one === known || one === said);
  return label === undefined ? { rest: text } : { rest, label };
}

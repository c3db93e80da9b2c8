const russian = new Intl.PluralRules('ru');
const english = new Intl.PluralRules('en');

/** Russian form of a word for a number: `pluralRu(5, 'клиент', 'клиента', 'клиентов')` is «клиентов». */
export function pluralRu(n: number, one: string, few: string, many: string): string {
  const rule = russian.select(n);
  return rule === 'one' ? one : rule === 'few' ? few : many;
}

/** English form of a word for a number. */
export function pluralEn(n: number, one: string, other: string): string {
  return english.select(n) === 'one' ? one : other;
}

/** Endings of Russian nouns and adjectives, the longest first. */
const endings = [
  ...['иями', 'ями', 'ами', 'ыми', 'ими', 'ого', 'его', 'ому', 'ему', 'иях', 'ием', 'иям'],
  ...[
    'ях',
    'ах',
    'ов',
    'ев',
    'ям',
    'ам',
    'ая',
    'яя',
    'ое',
    'ее',
    'ые',
    'ие',
    'ый',
    'ий',
    'ой',
    'ей',
    'ую',
    'юю',
  ],
  ...['ых', 'их', 'ым', 'им', 'ом', 'ем', 'ия', 'ии', 'ию'],
  ...['а', 'я', 'о', 'е', 'и', 'ы', 'у', 'ю', 'ь', 'й'],
];

/** A shorter beginning is shared by words of other meanings. */
const SHORTEST_STEM = 4;

/**
 * What the forms of a folded Russian word begin with: «стеллажей» → «стеллаж», «поставкой» → «поставк». The word
 * itself where nothing can be taken off. No grammar: it only widens a search that found too little.
 */
export function stemOf(word: string): string {
  if (!/^[а-я]+$/.test(word)) return word;
  const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= SHORTEST_STEM);
  return ending === undefined ? word : word.slice(0, -ending.length);
}

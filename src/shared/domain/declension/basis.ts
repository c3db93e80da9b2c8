import { adjective } from './position';
import type { Declined } from './surname';
import { inCaseOf, tidy } from './words';

/** Papers somebody acts on the ground of: nominative → genitive. */
const PAPERS: Readonly<Record<string, string>> = {
  устав: 'устава',
  доверенность: 'доверенности',
  приказ: 'приказа',
  положение: 'положения',
  договор: 'договора',
  решение: 'решения',
  свидетельство: 'свидетельства',
  протокол: 'протокола',
  выписка: 'выписки',
  распоряжение: 'распоряжения',
  закон: 'закона',
  указ: 'указа',
  постановление: 'постановления',
  определение: 'определения',
  контракт: 'контракта',
  соглашение: 'соглашения',
  паспорт: 'паспорта',
  лист: 'листа',
  запись: 'записи',
  патент: 'патента',
  лицензия: 'лицензии',
  регламент: 'регламента',
  инструкция: 'инструкции',
  ордер: 'ордера',
  удостоверение: 'удостоверения',
  справка: 'справки',
  акт: 'акта',
  мандат: 'мандата',
  статут: 'статута',
  кодекс: 'кодекса',
  поручение: 'поручения',
  полномочие: 'полномочия',
  назначение: 'назначения',
  уведомление: 'уведомления',
};
const GENITIVES = new Set([...Object.values(PAPERS), 'полномочий', 'документов']);

/** Adjectives before a neuter noun: «Учредительное», «Нотариальное»; the other genders are those of positions. */
function adjectiveGenitive(word: string): string | null {
  if (/(?:[жчшщн])ее$/u.test(word)) return `${word.slice(0, -2)}его`;
  if (word.endsWith('ое')) return `${word.slice(0, -2)}ого`;
  return adjective(word);
}

/** Adjectives already in the genitive, which forms are filled with as often. */
const isGenitive = (word: string) => /(?:ого|его|ной|ской|ей)$/u.test(word);

/**
 * What somebody acts on the ground of, in the genitive: «Устав» → «Устава», «Нотариальная доверенность № 5» →
 * «Нотариальной доверенности № 5». Forms are filled in either case, so what is in the genitive already stays. A paper
 * we do not know stays as it was typed and is not certain.
 */
export function basisGenitive(basis: string): Declined {
  const words = tidy(basis).split(' ');
  const done = [...words];
  for (const [at, word] of words.entries()) {
    const lower = word.toLowerCase().replace(/[,.;]$/u, '');
    const tail = word.slice(lower.length);
    const bare = word.slice(0, lower.length);
    const paper = PAPERS[lower];
    if (paper !== undefined) {
      done[at] = inCaseOf(bare, paper) + tail;
      return { text: done.join(' '), certain: true };
    }
    // In the genitive as it was typed, with the adjectives before it.
    if (GENITIVES.has(lower)) return { text: words.join(' '), certain: true };
    if (at > 3 || !/^[а-яё-]+$/u.test(lower)) break;
    const form = adjectiveGenitive(lower);
    if (form !== null) done[at] = inCaseOf(bare, form) + tail;
    else if (!isGenitive(lower) && !/[аеио]льно$|[нм]о$/u.test(lower)) break;
  }
  return { text: words.join(' '), certain: false };
}

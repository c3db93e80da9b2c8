import { tidy } from './words';

/** Grammatical gender of an organisation's name: «именуемое», «именуемая», «именуемый». */
type NounGender = 'neuter' | 'feminine' | 'masculine';

export interface OrganizationGender {
  readonly gender: NounGender;
  /** False when no head noun was recognised and «общество» is assumed. */
  readonly certain: boolean;
}

/** Legal forms written as letters, by the noun they stand for. */
const SHORT: Readonly<Record<NounGender, string>> = {
  neuter:
    'ООО АО ПАО НАО ЗАО ОАО ОДО ТОО ФГУП ГУП МУП МКП ФКП ГБУ МБУ МАУ ГАУ ФГБУ ФГАУ ФГКУ МКУ ГКУ ГБУЗ МБОУ МАОУ ГБОУ ФГБОУ ФГАОУ ГБПОУ МБДОУ МДОУ ЧОУ НОУ ОУ ТСЖ ТСН СНТ ДНТ ОНТ КФХ ПТ КТ ФКУ ЧУП УП ИЧП ЧУ ДОУ АНПОУ ГАУЗ МУЗ',
  feminine: 'АНО АНОО НКО ГК МКК МФК СРО НКА ТПП УК РОО',
  masculine: 'СПК ПК ЖСК ГСК ЖК ПГК КПК СКПК АКБ КБ НПФ ТД СХПК СПоК ЖНК ДСК НИИ ФОНД',
};
const BY_SHORT = new Map(
  Object.entries(SHORT).flatMap(([gender, list]) =>
    list.split(' ').map((form) => [form, gender as NounGender]),
  ),
);

/** Nouns in «-ь» and others whose gender the ending does not tell. */
const BY_NOUN: Readonly<Record<string, NounGender>> = {
  артель: 'feminine',
  сеть: 'feminine',
  ассамблея: 'feminine',
  область: 'feminine',
  церковь: 'feminine',
  строитель: 'masculine',
  производитель: 'masculine',
  музей: 'masculine',
  лицей: 'masculine',
  крестьянское: 'neuter',
  ателье: 'neuter',
  кафе: 'neuter',
  бюро: 'neuter',
  имя: 'neuter',
};

/** Ends of adjectives and participles before the head noun, with the gender they show. */
function adjectiveGender(word: string): NounGender | null {
  if (/(?:[ое]е|щееся)$/u.test(word) && word.length > 3) return 'neuter';
  if (/[ая]я$/u.test(word) && word.length > 3) return 'feminine';
  return /(?:ый|[гкхжчшщн]ий|[нвкт]ой)$/u.test(word) ? 'masculine' : null;
}

function nounGender(word: string): NounGender | null {
  const known = BY_NOUN[word];
  if (known !== undefined) return known;
  if (/[ое]$/u.test(word)) return 'neuter';
  if (word.endsWith('мя')) return 'neuter';
  if (/[ая]$/u.test(word)) return 'feminine';
  if (/(?:ость|есть|адь)$/u.test(word)) return 'feminine';
  return /[бвгджзйклмнпрстфхцчшщ]$/u.test(word) ? 'masculine' : null;
}

/**
 * The gender of a full legal name by its head noun, whatever adjectives stand before it: «Федеральное государственное
 * бюджетное учреждение», «Производственно-коммерческая фирма», «Акционерный коммерческий банк». A name alone in
 * quotes, in Latin letters or with letters we do not know is taken for a «общество» and is not certain.
 */
export function organizationGender(fullName: string): OrganizationGender {
  const name = tidy(fullName);
  const plain = name.split(/[«"„“(,]/u)[0]?.trim() ?? '';
  const words = plain.split(' ').filter(Boolean);
  let shown: NounGender | null = null;
  for (const word of words) {
    const short = BY_SHORT.get(word);
    if (short !== undefined) return { gender: short, certain: true };
    const lower = word.toLowerCase();
    if (!/^[а-яё-]+$/u.test(lower)) break;
    if (word.length > 1 && word === word.toUpperCase() && name !== name.toUpperCase()) break;
    const adjective = adjectiveGender(lower);
    if (adjective !== null && BY_NOUN[lower] === undefined) {
      shown = adjective;
      continue;
    }
    const noun = nounGender(lower.split('-')[0] ?? lower);
    if (noun === null) break;
    // An adjective that shows another gender makes the noun doubtful: «Новая Кострома-Банк».
    if (shown !== null && shown !== noun) return { gender: shown, certain: false };
    // A single word may be the company's own name: «Ромашка».
    const alone = shown === null && plain === name && (words.length === 1 || name === name.toUpperCase());
    return alone ? { gender: 'neuter', certain: false } : { gender: shown ?? noun, certain: true };
  }
  return { gender: shown ?? 'neuter', certain: false };
}

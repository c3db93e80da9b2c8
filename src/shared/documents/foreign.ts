import { checkInn } from '../domain/requisites/inn';
import type { Party } from './snapshot';

const FOREIGN_FORM =
  /(?<!\p{L})(?:Ltd|LLC|LLP|GmbH|Inc|AG|S\.?A\.?|S\.?p\.?A|B\.?V|Corp|Co|Oy|AB|ApS|Sp\. z o\.o|ТОО|ОсОО|УП|ЧУП|ОДО|ЗАТ)(?!\p{L})/u;
const ABROAD =
  /Беларус|Казахстан|Армени|Кыргыз|Киргиз|Узбекистан|Таджикистан|Туркмен|Азербайджан|Грузи|Молдов|Китай|КНР|Турци|Германи|Серби|Инди[яи]|ОАЭ|Латви|Литв|Эстони|Польш|Финлянди|Израил|Republic|China|Germany|Turkey/iu;

/**
 * Whether a side is of another country: no right ИНН of Russia, and a foreign legal form, a foreign address or a name in
 * Latin letters. A Russian company with a Latin brand has its ИНН and is none.
 */
export function isForeign(party: Party): boolean {
  if (party.kind === 'person' || (party.inn !== '' && checkInn(party.inn) === null)) return false;
  const name = party.fullName || party.name;
  const latin = /\p{Script=Latin}/u.test(name) && !/\p{Script=Cyrillic}/u.test(name);
  return FOREIGN_FORM.test(name) || ABROAD.test(party.address) || latin;
}

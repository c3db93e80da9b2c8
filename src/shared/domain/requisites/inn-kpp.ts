import { isValidInn } from './inn';
import { normalizeDigits } from './issues';
import { checkKpp } from './kpp';

/** An ИНН and the КПП that stood beside it; `kpp` is `''` where its place was left empty. */
export interface InnKpp {
  readonly inn: string;
  readonly kpp: string;
}

const LABELS = /(?:инн|кпп|inn|kpp)(?:\s*[/\\]\s*(?:инн|кпп|inn|kpp))?[\s.:№]*/giu;
const INN = String.raw`(\d{10}|\d{12})(?:[.,]0{1,3})?`;
const KPP = String.raw`(\d{4}[\dA-Z]{2}\d{3})(?:[.,]0{1,3})?`;
const BORDER = String.raw`(?:\s*[/\\,;|]\s*|\s+)`;
const INN_FIRST = new RegExp(`^${INN}${BORDER}${KPP}$`, 'iu');
const KPP_FIRST = new RegExp(`^${KPP}${BORDER}${INN}$`, 'iu');
/** An entrepreneur has no КПП: «500100732259/», «500100732259 / -». */
const INN_ALONE = new RegExp(String.raw`^${INN}\s*[/\\]\s*(?:[-–—0]|нет)?$`, 'iu');

/**
 * Divides what papers write in one line, «7707083893/773601001»: either number first, with or without the words
 * ИНН and КПП, divided by a slash, a comma, a semicolon, a bar or a space. Null for every other text, one ИНН alone
 * among them. The check digits are not looked at: a wrong ИНН is remarked where it stands.
 */
export function splitInnKpp(text: string): InnKpp | null {
  const bare = text
    .replace(LABELS, ' ')
    .replace(/[\s\u00a0]+/gu, ' ')
    .trim();
  const alone = INN_ALONE.exec(bare);
  if (alone) return { inn: alone[1] ?? '', kpp: '' };
  const first = INN_FIRST.exec(bare);
  const [inn = '', kpp = ''] = first ? first.slice(1) : (KPP_FIRST.exec(bare)?.slice(1).reverse() ?? []);
  const found = { inn, kpp: normalizeDigits(kpp) };
  return inn !== '' && checkKpp(found.kpp) === null ? found : null;
}

/** The same for free text, where two numbers side by side may be anything: only a right ИНН counts. */
export function pastedInnKpp(text: string): InnKpp | null {
  const found = splitInnKpp(text);
  return found && isValidInn(found.inn) ? found : null;
}

import { pairQuotes } from '../../lib/quotes';
import type { PartyKind } from './issues';

/** A legal form as it is written before a name. */
export interface LegalForm {
  readonly code: string;
  readonly full: string;
  readonly kind: PartyKind;
}

/** The forms we know, with the full wording a contract needs. ЗАО and ОАО are old but live on in old papers. */
export const legalForms = [
  { code: 'ООО', full: 'Общество с ограниченной ответственностью', kind: 'company' },
  { code: 'АО', full: 'Акционерное общество', kind: 'company' },
  { code: 'ПАО', full: 'Публичное акционерное общество', kind: 'company' },
  { code: 'НАО', full: 'Непубличное акционерное общество', kind: 'company' },
  { code: 'ЗАО', full: 'Закрытое акционерное общество', kind: 'company' },
  { code: 'ОАО', full: 'Открытое акционерное общество', kind: 'company' },
  { code: 'ИП', full: 'Индивидуальный предприниматель', kind: 'entrepreneur' },
  { code: 'ГУП', full: 'Государственное унитарное предприятие', kind: 'company' },
  { code: 'ФГУП', full: 'Федеральное государственное унитарное предприятие', kind: 'company' },
  { code: 'МУП', full: 'Муниципальное унитарное предприятие', kind: 'company' },
  { code: 'АНО', full: 'Автономная некоммерческая организация', kind: 'company' },
  { code: 'КФХ', full: 'Крестьянское (фермерское) хозяйство', kind: 'entrepreneur' },
  { code: 'самозанятый', full: 'Плательщик налога на профессиональный доход', kind: 'person' },
] as const satisfies readonly LegalForm[];

type LegalFormCode = (typeof legalForms)[number]['code'];

/** A name divided into its legal form and the rest without outer quotes. `form` is `null` when there is none. */
export interface SplitName {
  readonly form: LegalFormCode | null;
  readonly rest: string;
}

/** Names longer than this are cut in keys: an index entry must stay small. */
const KEY_LENGTH = 200;
const QUOTES = '«»„“”‟"″';
const asPattern = (text: string) => text.replace(/[()]/g, '\\$&').replace(/ /g, '\\s+');

/** Every wording of a form, the longest first, so that ПАО's wording is not taken for АО's. */
const wordings = legalForms
  .flatMap(({ code, full }) => [
    { code, text: code.toLowerCase() },
    { code, text: full.toLowerCase() },
  ])
  .concat([
    { code: 'самозанятый', text: 'самозанятая' },
    { code: 'самозанятый', text: 'нпд' },
    { code: 'КФХ', text: 'глава кфх' },
    { code: 'КФХ', text: 'ип глава кфх' },
  ])
  .sort((a, b) => b.text.length - a.text.length);
const codeOf = new Map<string, LegalFormCode>(wordings.map(({ code, text }) => [text, code]));
const anyWording = wordings.map(({ text }) => asPattern(text)).join('|');
const atStart = new RegExp(`^[\\s${QUOTES}]*(${anyWording})(?=[\\s${QUOTES},.:]|$)[\\s,.:]*`, 'iu');
const atEnd = new RegExp(`(?:^|[\\s,${QUOTES}(]{1,4})(${anyWording})[\\s).${QUOTES}]*$`, 'iu');

/**
 * A company's name in quotes, as it stands behind its legal form: «Ромашка». A name in quotes of its own stays as it is,
 * and two closing ones never stand together: «Торговый дом «Призма».
 */
export function inQuotes(typed: string): string {
  const name = pairQuotes(typed);
  if (/^[«"„“]/u.test(name)) return name;
  return name.endsWith('»') ? `«${name}` : `«${name}»`;
}

function stripOuterQuotes(text: string): string {
  const trimmed = text.trim().replace(/^,|,$/g, '').trim();
  const first = trimmed[0] ?? '';
  const last = trimmed.at(-1) ?? '';
  if (trimmed.length < 2 || !QUOTES.includes(first) || !QUOTES.includes(last)) return trimmed;
  const inner = trimmed.slice(1, -1);
  // The outer marks are a pair only where nothing inside closes the first or opens for the last.
  let depth = 0;
  for (const sign of inner) {
    if (sign === '«') depth += 1;
    if (sign === '»') depth -= 1;
    if (depth < 0) return trimmed;
  }
  return depth === 0 ? inner.trim() : trimmed;
}

/**
 * Divides «ООО „Ромашка“», «Ромашка, ООО» or the full wording into form and rest. A name that consists of a form
 * alone, or merely begins with its letters («АОстрова»), keeps them.
 */
export function splitLegalForm(name: string): SplitName {
  const text = pairQuotes(name.normalize('NFC').replace(/\s+/g, ' ').trim());
  for (const pattern of [atStart, atEnd]) {
    const found = pattern.exec(text);
    const form = codeOf.get((found?.[1] ?? '').toLowerCase().replace(/\s+/g, ' '));
    if (!found || form === undefined) continue;
    const quoted = pattern === atEnd && found[0].startsWith('»') ? '»' : '';
    const rest = stripOuterQuotes(text.replace(pattern, '') + quoted);
    if (/[\p{L}\p{N}]/u.test(rest)) return { form, rest };
  }
  return { form: null, rest: stripOuterQuotes(text) };
}

/** Lower case, ё as е, composed letters: how text is folded in every key. */
export function foldText(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/ё/g, 'е');
}

/**
 * The key a name is sorted and compared by: folded, without quotes, legal form and needless spaces, at most 200
 * characters. Two clients with one key are probable duplicates.
 */
export function nameKey(name: string): string {
  const { rest } = splitLegalForm(name);
  // Cut first: a key is short, and a pasted page must not be searched by every pattern below.
  const key = foldText(rest.slice(0, 2 * KEY_LENGTH))
    .replace(/['’`ʼ]/g, '')
    .replace(/[«»„“”‟"″]/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
    .replace(/^[.,\s]+|[.,\s]+$/g, '');
  return key
    .slice(0, KEY_LENGTH)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}

import { describe, expect, it } from 'vitest';
import { errorCodes } from '../errors';
import { texts } from '.';
import { pluralEn, pluralRu } from './plural';

type Leaf = string | ((...given: never[]) => string);

/** Every sentence of a language by its path, `app.nav.today`. */
function leaves(node: unknown, path = ''): [path: string, leaf: Leaf][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') {
    // This one gives a whole list of sentences about what it is told.
    const list = path === 'imports.issues' ? (node as (told: string) => unknown)('Ромашка') : undefined;
    return list === undefined ? [[path, node as Leaf]] : leaves(list, path);
  }
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => leaves(value, path === '' ? key : `${path}.${key}`));
}

const ru = new Map(leaves(texts.ru));
const en = new Map(leaves(texts.en));
const languages = [
  ['ru', ru],
  ['en', en],
] as const;

const numbers = [0, 1, 2, 5, 11, 21, 22, 25, 101, 111, 1001];
/** How placeholders for numbers and for instants are named; all others take words. */
const isNumber =
  /^_?(?:n|c|p|count|years|seconds|least|minutes|shown|line|row|percent|duplicates|invalid|removed|kept|restored|single|loaded|bytes|length|mega)$/;
const isInstant = /^(?:when|date|at|since|until|from|to|madeAt|theirsAt|mineAt|day)$/;
const refusal = {
  seconds: 21,
  least: 21,
  group: 3,
  version: '2.0',
  name: 'Ромашка',
  length: 9,
  expected: '0123',
};
const columns = { order: 'dmy', because: 'Ромашка', assumed: false };

/** The names of a sentence's placeholders; '{}' for one that takes several values at once. */
function placeholders(leaf: (...given: never[]) => string): string[] {
  const source = leaf.toString();
  const list = /^\w*\s*\(((?:\{[^}]*\}|[^()])*)\)|^(\w+) =>/.exec(source);
  const given = (list?.[1] ?? list?.[2] ?? '').replace(/\{[^}]*\}(?: = \{\})?/g, '{}');
  return given
    .split(',')
    .map((one) => one.trim().replace(/ ?=.*$/, ''))
    .filter(Boolean);
}

/** What a sentence says with every filling. */
function said(language: 'ru' | 'en', leaf: Leaf): string[] {
  if (typeof leaf === 'string') return [leaf];
  const names = placeholders(leaf);
  const fill = (n: number) =>
    names.map((name) => {
      if (name === 'type') return 'invoice';
      if (name === '{}') return { ...refusal, ...columns };
      if (name === 'd') return { ...refusal, seconds: n, least: n };
      if (isInstant.test(name)) return language === 'ru' ? '21.11.2026' : '21 Nov 2026';
      return isNumber.test(name) ? n : 'Ромашка';
    });
  const speak = leaf as (...given: unknown[]) => string;
  return [...new Set((names.length === 0 ? [1] : numbers).map((n) => speak(...fill(n))))];
}

const all = languages.flatMap(([language, sentences]) =>
  [...sentences].flatMap(([path, leaf]) =>
    said(language, leaf).map((sentence) => ({ language, path, sentence })),
  ),
);
const faulty = (language: 'ru' | 'en', wrong: RegExp, spared: RegExp = /^$/) =>
  all
    .filter((one) => one.language === language && wrong.test(one.sentence) && !spared.test(one.path))
    .map(({ path, sentence }) => `${path}: ${sentence}`);

describe('the texts of both languages', () => {
  it('are the same sentences', () => {
    expect([...en.keys()].sort()).toEqual([...ru.keys()].sort());
  });

  it('take the same placeholders', () => {
    const used = (leaf: Leaf | undefined): number[] => {
      if (typeof leaf !== 'function') return [];
      const names = placeholders(leaf);
      // A strange word for each; where a number or data is wanted, what is said of it is another test's.
      if (names.some((name) => name === '{}' || name === 'd' || isNumber.test(name))) return [names.length];
      const given = names.map((_, at) => `\u{1F600}${at}`);
      const sentence = (leaf as (...any: unknown[]) => string)(...given);
      return given.flatMap((one, at) => (sentence.includes(one) ? [at] : []));
    };
    for (const [path, leaf] of ru) {
      expect(typeof en.get(path), path).toBe(typeof leaf);
      expect(used(en.get(path)), path).toEqual(used(leaf));
    }
  });

  it('say something, to the end', () => {
    const silent = /^(?:documents\.(?:posted\.setStatus\.draft)|sync\.unknown)$/;
    for (const { path, sentence } of all) {
      // A preset is named by its code, which no filling here is.
      if (path !== 'imports.mappingPreset') expect(sentence, path).not.toMatch(/\[object|undefined\b|NaN/);
      if (typeof ru.get(path) === 'string' && !silent.test(path)) expect(sentence.trim(), path).not.toBe('');
      expect(sentence, path).not.toMatch(/ {2}|\s[,;]|\s\.(?!\w)/);
    }
  });
});

describe('no sentence', () => {
  const codes = errorCodes.filter((code) => code.includes('-'));

  it('has a code in it: codes stand behind «Подробнее»', () => {
    const code = new RegExp(`(?<![\\p{L}-])(?:${codes.join('|')})(?![\\p{L}-])|clientId`, 'u');
    expect([...faulty('ru', code), ...faulty('en', code)]).toEqual([]);
    // Names of files are no codes: a person is to find them.
    for (const [, sentences] of languages)
      for (const code of errorCodes) expect(sentences.has(`errors.${code}`)).toBe(true);
  });

  it('calls electronic mail by a second name', () => {
    expect(faulty('ru', /e-?mail|имейл|мейл|электронн\p{L}+ почт|(?<!эл\. )почт[аыеу]\b/iu)).toEqual([]);
    expect(faulty('en', /e-mail/i)).toEqual([]);
    // As a label it stands by itself, never as «Почта».
    expect(faulty('ru', /^Почта$/)).toEqual([]);
  });

  it('has a second word for a deed or a thing of the glossary', () => {
    expect(faulty('ru', /(?<!\p{L})(?:за(?:вест[иь]|вед(?:ите|ут|ён)|в[её]л))/iu), 'Создать').toEqual([]);
    expect(faulty('ru', /обменя|обмен(?!ник)/iu), 'Синхронизация').toEqual([]);
    expect(faulty('ru', /(?<!\p{L})Убрать (?!в архив|пароль)/u), 'Удалить').toEqual([]);
    expect(faulty('ru', /демонстрацион|Длилось|В должности|для прокси|никто не против/u)).toEqual([]);
    expect(faulty('ru', /Пользовател[ья]/u, /^$/), 'Сотрудник').toEqual([]);
    expect(faulty('en', /requisites|\bdrop(?:ped)?\b|draw up|\bexchange/i)).toEqual([]);
    expect(faulty('en', /contact persons?|\bbase\b|\badmin\b|\bBIC\b|organiz/i)).toEqual([]);
    expect(faulty('en', /\bmake an? (?:invoice|contract|client)|\banew\b|somebody objects/i)).toEqual([]);
    expect(faulty('en', /\bheads?\b|\bsellers?\b/i), 'team lead, sales rep').toEqual([]);
  });

  it('writes an English date by numbers alone', () => {
    const asked = /basisHint|BasisHint|^imports\.dateOrder/;
    expect(faulty('en', /\b\d{1,2}[./]\d{1,2}[./]\d{4}\b|DD[./]MM/, asked)).toEqual([]);
  });
});

describe('words beside a number', () => {
  /** One, few, many: whoever writes a new counted word adds it here. */
  const russian: readonly (readonly [string, string, string])[] = [
    ['клиент', 'клиента', 'клиентов'],
    ['звонок', 'звонка', 'звонков'],
    ['задача', 'задачи', 'задач'],
    ['документ', 'документа', 'документов'],
    ['запись', 'записи', 'записей'],
    ['изменение', 'изменения', 'изменений'],
    ['конфликт', 'конфликта', 'конфликтов'],
    ['контактное лицо', 'контактных лица', 'контактных лиц'],
    ['напоминание', 'напоминания', 'напоминаний'],
    ['правка', 'правки', 'правок'],
    ['результат', 'результата', 'результатов'],
    ['дубль', 'дубля', 'дублей'],
    ['год', 'года', 'лет'],
    ['файл', 'файла', 'файлов'],
    ['поле', 'поля', 'полей'],
  ];
  const any = russian.flat().sort((a, b) => b.length - a.length);
  const counted = new RegExp(`(?<![\\d.–-])(\\d+(?:[ \\u00a0]\\d{3})*) (${any.join('|')})(?!\\p{L})`, 'gu');
  /** «Не меньше 21 знака», «содержимого 2 файлов»: a number in an oblique case has its own forms. */
  const oblique = /Не меньше|Не короче|Содержимого|не меньше/;

  it('agree with it in Russian', () => {
    let seen = 0;
    for (const { language, path, sentence } of all) {
      if (language !== 'ru' || oblique.test(sentence)) continue;
      for (const [, number = '', noun = ''] of sentence.matchAll(counted)) {
        const forms = russian.find((row) => row.includes(noun));
        if (!forms) continue;
        seen += 1;
        expect(noun, `${path}: ${sentence}`).toBe(pluralRu(Number(number.replace(/\D/g, '')), ...forms));
      }
    }
    expect(seen).toBeGreaterThan(150);
  });

  it('agree with it in English', () => {
    const nouns =
      /(?<![\d–.-])(\d+(?:,\d{3})*) (client|contact|call|task|document|record|change|conflict|reminder|edit|result|duplicate|row|year|file|field|minute)(s?)\b(?! \d|\/)/g;
    let seen = 0;
    for (const { language, path, sentence } of all) {
      if (language !== 'en') continue;
      for (const [, number = '', , s] of sentence.matchAll(nouns)) {
        seen += 1;
        expect(s, `${path}: ${sentence}`).toBe(pluralEn(Number(number.replace(/\D/g, '')), '', 's'));
      }
    }
    expect(seen).toBeGreaterThan(150);
  });

  it('have the forms of every number', () => {
    const forms = [1, 2, 5, 11, 21, 22, 111, 112, 1001].map((n) => pluralRu(n, 'год', 'года', 'лет'));
    expect(forms).toEqual(['год', 'года', 'лет', 'лет', 'год', 'года', 'лет', 'лет', 'год']);
  });
});

describe('«Отмена»', () => {
  it('never stands beside a deed that is a cancelling itself', () => {
    // Whoever reads «Отмена» and «Отменить импорт» side by side takes them for one.
    const { imports, tasks, common, documents } = texts.ru;
    expect(imports.keep).not.toContain(common.cancel);
    expect(common.close).not.toContain('Отмен');
    expect(tasks.form.cancelTask).toContain('Отменить');
    for (const text of [documents.posted.cancelTitle, documents.posted.setStatus.cancelled])
      expect(text).not.toContain('Отмен');
    expect(texts.en.documents.posted.setStatus.cancelled).not.toContain(texts.en.common.cancel);
  });
});

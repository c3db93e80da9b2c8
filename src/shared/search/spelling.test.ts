import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { otherLayout } from './layout';
import { soundOf } from './sound';
import { spellings } from './translit';
import { oneSlip } from './typos';
import { stemOf } from './word-forms';

describe('the other alphabet', () => {
  it('spells Latin words in Cyrillic letters', () => {
    for (const [latin, cyrillic] of [
      ['ivanov', 'иванов'],
      ['shcherbakov', 'щербаков'],
      ['zhukov', 'жуков'],
      ['khariton', 'харитон'],
      ['tsvetkov', 'цветков'],
      ['yuriy', 'юрий'],
      ['sergey', 'сергей'],
      ['krylov', 'крылов'],
      ['fyodorov', 'федоров'],
      ['alexey', 'алексей'],
      ['dmitry', 'дмитри'],
    ] as const)
      expect(spellings(latin)[0], latin).toBe(cyrillic);
    expect(spellings('elektro')).toEqual(['електро', 'электро']);
    expect(spellings('plus')).toEqual(['плус', 'плюс']);
    expect(spellings('tsoi')).toEqual(['цои', 'цой']);
  });

  it('spells Cyrillic words in Latin letters as English, passports and mail addresses do', () => {
    expect(spellings('иванов')).toEqual(['ivanov']);
    expect(spellings('юрий')).toEqual(['yuriy', 'iurii', 'jurij']);
    expect(spellings('щукин')).toEqual(['shchukin', 'schukin']);
    expect(spellings('харитон')).toEqual(['khariton', 'hariton']);
  });

  it('leaves numbers and mixtures alone', () => {
    expect(spellings('495')).toEqual([]);
    expect(spellings('iванов')).toEqual([]);
  });
});

describe('the sound of a word', () => {
  it('is one in both alphabets and in every usual spelling', () => {
    for (const [cyrillic, ...latin] of [
      ['иванов', 'ivanov', 'iwanow'],
      ['татьяна', 'tatiana', 'tatyana', 'tatjana'],
      ['юрий', 'yuri', 'yuriy', 'iurii', 'jurij', 'yury'],
      ['ольга', 'olga'],
      ['алексей', 'alexey', 'alexei', 'aleksey', 'aleksej'],
      ['щербаков', 'shcherbakov', 'scherbakov'],
      ['васильев', 'vasiliev', 'vasilyev', 'vasilev'],
      ['федор', 'fedor', 'fyodor', 'fjodor'],
      ['харитонов', 'kharitonov', 'haritonov'],
      ['комфорт', 'comfort', 'komfort'],
      ['евгений', 'evgeny', 'yevgeniy', 'evgenii'],
      ['чехов', 'chekhov', 'chehov'],
    ] as const)
      for (const spelt of latin) expect(soundOf(spelt), spelt).toBe(soundOf(cyrillic));
  });

  it('differs where words differ', () => {
    expect(soundOf('сергеев')).not.toBe(soundOf('сергиев'));
    expect(soundOf('гаврилов')).not.toBe(soundOf('кириллов'));
  });
});

/** Optimal string alignment, written the slow and plain way. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, at(i - 2, j - 2) + 1);
      (rows[i] as number[])[j] = best;
    }
  return at(a.length, b.length);
}

describe('one slip of a finger', () => {
  it('swaps, replaces, adds and loses a letter', () => {
    const slips = oneSlip('ромашка');
    for (const slip of ['рмоашка', 'рамашка', 'ромашкка', 'ромшка', 'омашка'])
      expect(slips, slip).toContain(slip);
    expect(slips.at(-1)).toBe('ромашк');
    expect(slips).not.toContain('ромашка');
  });

  it('is made in words of five letters and more, of one alphabet', () => {
    expect(oneSlip('рман')).toContain('роман');
    expect(oneSlip('рман').every((made) => made.length === 5)).toBe(true);
    for (const word of ['ром', 'ромашк1', 'rомашка', '']) expect(oneSlip(word)).toEqual([]);
    expect(oneSlip('alpha')).toContain('alhpa');
  });

  it('makes every word at distance one but longer endings, and no other', () => {
    const letters = fc.constantFrom(...'абв');
    const text = fc.string({ unit: letters, minLength: 5, maxLength: 7 });
    fc.assert(
      fc.property(text, fc.string({ unit: letters, minLength: 4, maxLength: 8 }), (word, other) => {
        const made = oneSlip(word).includes(other);
        const longer = other.length > word.length && other.startsWith(word);
        expect(made).toBe(distance(word, other) === 1 && !longer);
      }),
    );
    expect(oneSlip('аввав')).not.toContain('аввавв');
    for (const slip of oneSlip('абвгд')) expect(distance('абвгд', slip), slip).toBe(1);
  });
});

describe('forms of a word', () => {
  it('begin alike', () => {
    expect(stemOf('стеллажей')).toBe('стеллаж');
    expect(stemOf('стеллажи')).toBe('стеллаж');
    expect(stemOf('поставкой')).toBe('поставк');
    expect(stemOf('кабелями')).toBe('кабел');
    expect(stemOf('складского')).toBe('складск');
  });

  it('keep four letters, and Latin words whole', () => {
    expect(stemOf('цена')).toBe('цена');
    expect(stemOf('акций')).toBe('акци');
    expect(stemOf('ivanova')).toBe('ivanova');
  });
});

describe('keys of the other layout', () => {
  it('leave dots and commas of a number alone', () => {
    expect(otherLayout('bdfyjd 45.67')).toBe('иванов 45-67');
  });

  it('are letters even where they look like signs', () => {
    expect(otherLayout(',')).toBe('б');
    expect(otherLayout("['")).toBe('хэ');
    expect(otherLayout('рщзу')).toBe('hope');
  });

  it('read back are what was typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'йцукенгшщзфывапролдячсмить'), minLength: 1 }),
        (text) => {
          expect(otherLayout(otherLayout(text))).toBe(text);
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, wordSet, words } from './fold';
import { excerpt, highlight, matches } from './highlight';
import { otherLayout } from './layout';
import { readQuery } from './query';

const marked = (text: string, asked: string, digits: string[] = []) =>
  highlight(text, words(asked), digits)
    .map((piece) => (piece.match ? `[${piece.text}]` : piece.text))
    .join('');

describe('folding', () => {
  it('makes one spelling of many', () => {
    expect(fold('Ёлка')).toBe(fold('елка'));
    expect(fold('е\u0308лка')).toBe('елка');
    expect(fold('ООО «Ромашка-Плюс»')).toBe('ооо ромашка плюс');
    expect(fold('ivan.petrov@mail.ru')).toBe('ivan petrov mail ru');
    expect(fold('Рога́ и копы́та')).toBe('рога и копыта');
    expect(fold("О'Кей")).toBe('окей');
    expect(fold('слово\u00adслово\u200b')).toBe('словослово');
    expect(fold('йод')).toBe('йод');
    expect(fold('🙂 ')).toBe('');
  });

  it('leaves only letters and digits between single spaces, and nothing more to fold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = fold(text);
        expect(folded).toMatch(/^$|^[\p{L}\p{N}]+( [\p{L}\p{N}]+)*$/u);
        expect(fold(folded)).toBe(folded);
      }),
    );
  });

  it('keeps every word once', () => {
    expect(wordSet(['Ромашка', undefined, '', 'ромашка и Ко', 'ко'])).toBe('ромашка и ко');
  });
});

describe('a query', () => {
  it('that is a number is understood in any formatting', () => {
    for (const text of ['8 (495) 123', '+7495123', '+7 495 123', '8495 12-3', '8-495-123'])
      expect(readQuery(text).phone, text).toBe('495123');
    expect(readQuery('123-45')).toMatchObject({ phone: '12345', digits: '12345' });
    expect(readQuery('7707083893')).toMatchObject({ phone: '7707083893', digits: '7707083893' });
    expect(readQuery('12')).toMatchObject({ phone: '', digits: '', words: ['12'] });
  });

  it('with letters is words', () => {
    expect(readQuery('Иванов 495')).toEqual({ words: ['иванов', '495'], phone: '', digits: '' });
    expect(readQuery('  ')).toEqual({ words: [], phone: '', digits: '' });
  });
});

describe('the other layout', () => {
  it('reads the same keys', () => {
    expect(otherLayout('bdfyjd')).toBe('иванов');
    expect(otherLayout('Hjvfirf')).toBe('Ромашка');
    expect(otherLayout('[fhbnjyjd')).toBe('харитонов');
    expect(otherLayout('фдзрф 12')).toBe('alpha 12');
  });

  it('is nothing for digits and for mixed letters', () => {
    expect(otherLayout('495 123')).toBe('');
    expect(otherLayout('Иванов and Co')).toBe('');
  });
});

describe('highlighting', () => {
  it('marks beginnings of words as they are written', () => {
    expect(marked('Торговый дом «Ёлка»', 'елк')).toBe('Торговый дом «[Ёлк]а»');
    expect(marked('Иванов Иван', 'ива')).toBe('[Ива]нов [Ива]н');
    expect(marked('Сивашов', 'ива')).toBe('Сивашов');
    expect(marked("О'Кей", 'ок')).toBe("[О'Кей]");
  });

  it('marks digits through brackets, spaces and dashes', () => {
    expect(marked('+7 495 123-45-67', '', ['495123'])).toBe('+7 [495 123]-45-67');
    expect(marked('ИНН 7707083893', '', ['0838'])).toBe(
      'ИНН 770[7083]893'.replace('770[7083]893', '7707[0838]93'),
    );
    expect(matches('+7 495 123-45-67', [], ['999'])).toBe(false);
  });

  it('loses nothing of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, asked) => {
        const pieces = highlight(text, words(asked));
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      }),
    );
  });

  it('cuts a long text around its mark', () => {
    const text = `${'слово '.repeat(40)}стеллажи нужны ${'хвост '.repeat(40)}`;
    const cut = excerpt(text, ['стеллажи'], []);
    expect(cut).toMatch(/^….*стеллажи нужны.*…$/u);
    expect(cut.length).toBeLessThan(125);
    expect(excerpt('коротко', ['к'], [])).toBe('коротко');
  });
});

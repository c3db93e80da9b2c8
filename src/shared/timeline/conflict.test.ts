import { describe, expect, it } from 'vitest';
import { readConflict, valueInWords } from './conflict';

describe('a conflict note', () => {
  it('is read as the sync wrote it', () => {
    const lost = [{ field: 'name', mine: 'А', theirs: 'Б', base: '' }];
    expect(readConflict(JSON.stringify({ collection: 'clients', id: '1', lost }))).toEqual({
      collection: 'clients',
      id: '1',
      lost,
    });
  });
  it.each(['', 'просто слова', 'null', '[]', '{"collection":1}', '{"collection":"clients"}'])(
    'is not made of %j',
    (text) => expect(readConflict(text)).toBeNull(),
  );
  it.each([
    ['Ромашка', 'Ромашка'],
    [null, ''],
    [true, 'true'],
    [['опт', 'юг'], 'опт, юг'],
    [[{ id: 'x', raw: '8 916 123-45-67', e164: '+79161234567', label: 'work' }], '8 916 123-45-67'],
  ])('says %j as %j', (value, words) => expect(valueInWords(value)).toBe(words));
});

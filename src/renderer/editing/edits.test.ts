import { expect, test } from 'vitest';
import { change, type Edits, hasUnsent, markSent, markUnsent, settle, unsentPatch } from './edits';

const record = { name: 'Ромашка', inn: '', tags: ['опт'] };
const none: Edits = {};

test('an edit remembers what it began from, however long it lasts', () => {
  let edits = change(none, record, 'name', 'Ромашка-');
  edits = change(edits, { ...record, name: 'Чужое' }, 'name', 'Ромашка-2');
  expect(edits.name).toEqual({ value: 'Ромашка-2', base: 'Ромашка' });
  expect(unsentPatch(edits, record, [])).toEqual({ name: 'Ромашка-2' });
});

test('what was sent is not sent again until it changes or the saving fails', () => {
  const typed = change(none, record, 'name', 'А');
  const sent = markSent(typed, ['name']);
  expect(hasUnsent(sent)).toBe(false);
  expect(unsentPatch(sent, record, [])).toEqual({});
  expect(hasUnsent(change(sent, record, 'name', 'Аб'))).toBe(true);
  expect(hasUnsent(markUnsent(sent, ['name']))).toBe(true);
});

test('a saved field shows the record again once it has answered, unless the cursor is in it', () => {
  const sent = markSent(change(none, record, 'inn', '77 07'), ['inn']);
  expect(settle(sent, record, '')).toBe(sent);
  const answered = { ...record, inn: '7707' };
  expect(settle(sent, answered, 'inn')).toBe(sent);
  expect(settle(sent, answered, '')).toEqual({});
});

test('an unsaved field is not touched by its own echo or by another window', () => {
  const edits = change(markSent(change(none, record, 'name', 'А'), ['name']), record, 'name', 'Аб');
  expect(settle(edits, { ...record, name: 'А' }, '')).toBe(edits);
  expect(settle(edits, { ...record, name: 'Чужое' }, '')).toBe(edits);
});

test('a field typed back to what it was is let go after it was sent', () => {
  const edits = markSent(change(none, record, 'name', 'Ромашка'), ['name']);
  expect(settle(edits, record, '')).toEqual({});
});

test('a set joins what others added meanwhile', () => {
  const edits = change(none, record, 'tags', ['опт', 'моё']);
  const now = { ...record, tags: ['опт', 'чужое'] };
  expect(unsentPatch(edits, now, ['tags'])).toEqual({ tags: ['опт', 'чужое', 'моё'] });
  expect(unsentPatch(edits, record, ['tags'])).toEqual({ tags: ['опт', 'моё'] });
});

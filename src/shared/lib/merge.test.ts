import { describe, expect, it } from 'vitest';
import { mergeRecords } from './merge';

interface Card {
  name: string;
  city: string;
  tags: string[];
  phones: { id: string; raw: string }[];
  status: string;
  updatedAt: string;
  _deleted?: boolean;
}

const base: Card = {
  name: 'Ромашка',
  city: 'Москва',
  tags: ['опт'],
  phones: [{ id: '1', raw: '111' }],
  status: 'draft',
  updatedAt: '2026-01-01',
};
const rule = { sets: ['tags', 'phones'] as const };

describe('mergeRecords', () => {
  it('keeps edits of different fields from both sides', () => {
    const { merged, lost } = mergeRecords(rule, base, { ...base, name: 'Лютик' }, { ...base, city: 'Тверь' });
    expect(merged).toMatchObject({ name: 'Лютик', city: 'Тверь' });
    expect(lost).toEqual([]);
  });

  it("keeps the server's value of a field changed on both sides and reports ours", () => {
    const { merged, lost } = mergeRecords(rule, base, { ...base, name: 'А' }, { ...base, name: 'Б' });
    expect(merged.name).toBe('Б');
    expect(lost).toEqual([{ field: 'name', mine: 'А', theirs: 'Б', base: 'Ромашка' }]);
  });

  it('merges sets by element', () => {
    const mine = { ...base, tags: ['опт', 'vip'], phones: [{ id: '1', raw: '112' }] };
    const theirs = { ...base, tags: ['розница'], phones: [...base.phones, { id: '2', raw: '222' }] };
    const { merged, lost } = mergeRecords(rule, base, mine, theirs);
    expect(merged.tags).toEqual(['розница', 'vip']);
    expect(merged.phones).toEqual([
      { id: '1', raw: '112' },
      { id: '2', raw: '222' },
    ]);
    expect(lost).toEqual([]);
  });

  it('brings a record back when it was edited on one side and deleted on the other', () => {
    const edited = { ...base, name: 'Лютик', _deleted: false };
    const deleted = { ...base, _deleted: true };
    expect(mergeRecords(rule, base, edited, deleted).merged).toMatchObject({
      _deleted: false,
      name: 'Лютик',
    });
    expect(mergeRecords(rule, base, deleted, edited).merged).toMatchObject({
      _deleted: false,
      name: 'Лютик',
    });
    expect(mergeRecords(rule, base, deleted, { ...base, _deleted: false }).merged._deleted).toBe(true);
  });

  it("leaves the server's posted document whole and reports what was edited here", () => {
    const posted = { ...base, status: 'posted' };
    const { merged, lost } = mergeRecords(
      { ...rule, serverStays: (server: Card) => server.status !== 'draft' },
      base,
      { ...base, city: 'Тверь' },
      posted,
    );
    expect(merged).toEqual(posted);
    expect(lost.map((field) => field.field)).toEqual(['city']);
  });
});

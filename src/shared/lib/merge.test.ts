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

  it('takes emptying a field for an edit as any other', () => {
    const emptied = { ...base, city: '' };
    const moved = { ...base, city: 'Тверь' };
    const theirs = mergeRecords(rule, base, moved, emptied);
    expect(theirs.merged.city).toBe('');
    expect(theirs.lost).toEqual([{ field: 'city', mine: 'Тверь', theirs: '', base: 'Москва' }]);
    const ours = mergeRecords(rule, base, emptied, moved);
    expect(ours.merged.city).toBe('Тверь');
    expect(ours.lost).toEqual([{ field: 'city', mine: '', theirs: 'Тверь', base: 'Москва' }]);
    // Created apart: what one side left empty is taken from the other.
    for (const sides of [[moved, emptied] as const, [emptied, moved] as const]) {
      expect(mergeRecords(rule, undefined, ...sides)).toMatchObject({ merged: { city: 'Тверь' }, lost: [] });
    }
    // A field that a newer version has added is no edit.
    const { city: _absent, ...older } = base;
    const added = mergeRecords(rule, older as Card, moved, { ...base, city: '' });
    expect(added).toMatchObject({ merged: { city: 'Тверь' }, lost: [] });
  });

  it('reports an element of a set that both sides changed, with everything else of both', () => {
    const mine = {
      ...base,
      phones: [
        { id: '1', raw: '112' },
        { id: '2', raw: '222' },
      ],
    };
    const theirs = {
      ...base,
      phones: [
        { id: '1', raw: '113' },
        { id: '3', raw: '333' },
      ],
    };
    const { merged, lost } = mergeRecords(rule, base, mine, theirs);
    const raws = (value: unknown) => (value as Card['phones']).map(({ raw }) => raw);
    expect(raws(merged.phones)).toEqual(['113', '333', '222']);
    expect(lost.map(({ field }) => field)).toEqual(['phones']);
    expect(raws(lost[0]?.mine)).toEqual(['112', '333', '222']);
    expect(raws(lost[0]?.theirs)).toEqual(['113', '333', '222']);
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

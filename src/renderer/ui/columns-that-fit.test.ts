import { describe, expect, it } from 'vitest';
import { columnsThatFit } from './columns-that-fit';

const columns = [
  { key: 'name', width: 'minmax(200px, 2fr)' },
  { key: 'city', width: '100px', yields: 1 },
  { key: 'mail', width: 'minmax(150px, 1fr)', yields: 3 },
  { key: 'phone', width: '160px', yields: 2 },
];
const at = (width: number) => columnsThatFit(columns, width).map(({ key }) => key);

describe('columns that fit', () => {
  it('are all of them where there is room, or the room is not known yet', () => {
    expect(at(0)).toEqual(['name', 'city', 'mail', 'phone']);
    expect(at(610)).toEqual(['name', 'city', 'mail', 'phone']);
  });

  it('yield in their turn and keep their order', () => {
    expect(at(609)).toEqual(['name', 'city', 'phone']);
    expect(at(459)).toEqual(['name', 'city']);
    expect(at(299)).toEqual(['name']);
  });

  it('without a turn stay, however narrow the table is', () => expect(at(50)).toEqual(['name']));
});

import { describe, expect, it } from 'vitest';
import { collectionNames, collections } from '../collections';
import { deviceIdPattern, isId, ownIdPattern } from './ids';

const sound = [
  '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  '7ZZZZZZZZZZZZZZZZZZZZZZZZZ',
  '0123456789abcdef0123456789abcdef',
  'own',
  'local-1b9d6bcd',
];
const unsound: unknown[] = [
  '',
  '..',
  '../../../../home/anna/.ssh',
  '/etc/passwd',
  'C:',
  'CON',
  'a',
  '01ARZ3NDEKTSV4RRFFQ69G5FAV\n',
  '01ARZ3NDEKTSV4RRFFQ69G5FAV/',
  '01arz3ndektsv4rrffq69g5fav',
  '81ARZ3NDEKTSV4RRFFQ69G5FAV',
  '01ARZ3NDEKTSV4RRFFQ69G5FAU',
  '01ARZ3NDEKTSV4RRFFQ69G5FA',
  'ОWN',
  'local-1b9d6bcd-',
  'local-../../..',
  '01ARZ3NDEKTSV4RRFFQ69G5F\ud83d',
  '__proto__',
  5,
  null,
  ['own'],
];

describe('an id', () => {
  it.each(sound)('is %s', (id) => expect(isId(id)).toBe(true));
  it.each(unsound)('is not %j', (id) => expect(isId(id)).toBe(false));
  it.each(['01ARZ3NDEKTSV4RRFFQ69G5FAV-00000012', 'invoice:2026:А7', 'contract:2026:Н-1К4Х7ВЕ'])(
    'of a record that stays here is %s',
    (id) => {
      expect(new RegExp(ownIdPattern, 'u').test(id)).toBe(true);
      expect(isId(id)).toBe(false);
    },
  );
  it.each(['../x', '.', '..', 'a/b', '', 'a b', 'a'.repeat(101)])('of a device is not %j', (id) => {
    expect(new RegExp(deviceIdPattern, 'u').test(id)).toBe(false);
  });
});

/** Fields that hold an id by their names; the ids of a record's own lists are not records'. */
const names = /^(id|.*Id|createdBy|updatedBy|mineBy|theirsBy|decidedBy|takenBy)$/;

it('is asked of every field of every record that holds one', () => {
  for (const name of collectionNames) {
    const { properties } = collections[name].schema as unknown as {
      properties: Record<string, { pattern?: string }>;
    };
    const loose = Object.entries(properties).filter(([field, { pattern }]) => names.test(field) && !pattern);
    expect([name, loose.map(([field]) => field)]).toEqual([name, []]);
    expect(properties.id?.pattern).toBeDefined();
  }
});

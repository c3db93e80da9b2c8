import type { SearchHit } from '@shared/search/contract';
import { expect, it } from 'vitest';
import { joined } from './joined';

const hit = (id: string): SearchHit => ({
  ...{ kind: 'call', id, clientId: '', title: [], detail: [], at: '', documentType: '' },
});
const ids = (hits: readonly SearchHit[]) => hits.map(({ id }) => id).join('');

it('adds what a deeper search found without moving what is shown', () => {
  const shown = [...'cab'].map(hit);
  expect(ids(joined(shown, [...'xacbyz'].map(hit), 5))).toBe('cabxy');
  expect(ids(joined(shown, [], 5))).toBe('cab');
  expect(ids(joined([], [...'ab'].map(hit), 1))).toBe('a');
});

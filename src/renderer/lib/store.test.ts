import { expect, it, vi } from 'vitest';
import { createStore } from './store';

it('tells who follows of another value, and not of the same', () => {
  const first = vi.fn();
  const store = createStore(1, first);
  const heard = vi.fn();
  expect(first).not.toHaveBeenCalled();
  const end = store.subscribe(heard);
  store.subscribe(vi.fn());
  expect(first).toHaveBeenCalledTimes(1);
  store.set(1);
  expect(heard).not.toHaveBeenCalled();
  store.set(2);
  expect([store.get(), heard.mock.calls.length]).toEqual([2, 1]);
  end();
  store.set(3);
  expect(heard).toHaveBeenCalledTimes(1);
});

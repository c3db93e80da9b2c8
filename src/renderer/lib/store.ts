import { useSyncExternalStore } from 'react';

/** A value outside of React that components follow. */
export interface Store<T> {
  readonly get: () => T;
  /** Tells all who follow, unless it is the same value. */
  readonly set: (next: T) => void;
  /** @returns the function that ends it */
  readonly subscribe: (listener: () => void) => () => void;
}

/** @param onFirst called when the value is first followed: what it is made of is watched from then on */
export function createStore<T>(initial: T, onFirst?: () => void): Store<T> {
  let value = initial;
  let begun = false;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      if (!begun) {
        begun = true;
        onFirst?.();
      }
      return () => listeners.delete(listener);
    },
  };
}

/** Follows a store; with `select` only what a component needs of it, which must be the same while nothing changed. */
export function useStore<T>(store: Store<T>): T;
export function useStore<T, S>(store: Store<T>, select: (value: T) => S): S;
export function useStore<T, S>(store: Store<T>, select?: (value: T) => S): T | S {
  return useSyncExternalStore(store.subscribe, () => (select ? select(store.get()) : store.get()));
}

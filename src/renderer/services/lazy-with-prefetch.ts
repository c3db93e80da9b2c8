import { type ComponentType, createElement, lazy, useState } from 'react';

/**
 * A part of the app that is loaded when first shown. One that was fetched ahead is drawn at once: React would show
 * nothing for a moment first, and then wait a third of a second before it takes that back.
 */
export function lazyWithPrefetch<C extends ComponentType<never>>(load: () => Promise<C>): C & Fetched {
  let loaded: C | undefined;
  const fetch = async () => {
    loaded = await load();
    return { default: loaded as ComponentType };
  };
  const Awaited = lazy(fetch);
  function Later(props: object) {
    const [Shown] = useState<ComponentType>(() => (loaded as ComponentType | undefined) ?? Awaited);
    return createElement(Shown, props);
  }
  return Object.assign(Later as unknown as C, { fetch });
}

export interface Fetched {
  /** Loads it ahead of time. */
  readonly fetch: () => Promise<unknown>;
}

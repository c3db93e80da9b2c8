import { features, routes } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';

export const LockScreen = lazyWithPrefetch(() => import('../security/LockScreen').then((m) => m.LockScreen));
export const Welcome = lazyWithPrefetch(() => import('./Welcome').then((m) => m.Welcome));
export const Broken = lazyWithPrefetch(() => import('./Broken').then((m) => m.Broken));

/** Loads the screen an address opens with, so that it is drawn with the frame. */
export async function loadScreen(hash: string): Promise<void> {
  const path = hash.slice(1) || '/';
  await routes()
    .find((route) => route.path === path)
    ?.fetch?.();
}

/** The first screen has the processor to itself for so long, in milliseconds. */
const firstScreenMs = 2500;

/** Fetches what a person is likely to open next, once the first screen stands. */
export function prefetchScreens(): void {
  setTimeout(
    () =>
      requestIdleCallback(() => {
        for (const { likely = [] } of features()) for (const screen of likely) void screen.fetch();
      }),
    firstScreenMs,
  );
}

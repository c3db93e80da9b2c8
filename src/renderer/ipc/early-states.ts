import type { CallOutput, StateName } from '@shared/contract';

/**
 * The states that stood when the page was served: its head carries them, so that the first thing drawn is already the
 * right one. What is watched afterwards comes through the bridge.
 */
const early: Readonly<Record<string, unknown>> = read();

function read(): Readonly<Record<string, unknown>> {
  const written = document.querySelector<HTMLMetaElement>('meta[name="states"]')?.content ?? '';
  return written.startsWith('{') ? JSON.parse(written) : {};
}

/** A state as it stood when the page was served; undefined for one that does not go with the page. */
export const earlyState = <N extends StateName>(name: N): CallOutput<N> | undefined =>
  early[name] as CallOutput<N> | undefined;

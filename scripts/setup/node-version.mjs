// @ts-check
import { EXIT, SetupError } from './run.mjs';

/** The oldest Node that can `require()` an ES module, which Electron's own installer needs. */
export const OLDEST_NODE = '20.19.0';

/**
 * Whether `version` is at least `oldest`; both are `major.minor.patch`.
 * @param {string} version
 * @param {string} oldest
 */
export function isAtLeast(version, oldest) {
  const have = version.split('.').map(Number);
  const want = oldest.split('.').map(Number);
  for (let i = 0; i < 3; i++) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * Refuses a Node that is too old.
 * @param {string} [version]
 */
export function checkNode(version = process.versions.node) {
  if (isAtLeast(version, OLDEST_NODE)) return;
  throw new SetupError(
    `Kartoteka needs Node ${OLDEST_NODE} or newer; this is Node ${version}. Install a newer one and try again.`,
    EXIT.usage,
  );
}

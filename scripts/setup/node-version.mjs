// @ts-check
import { EXIT, SetupError } from './run.mjs';

/** The oldest Node that can `require()` an ES module, which Electron's own installer needs. */
const OLDEST_NODE = '20.19.0';

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

/** The even lines from this one on work, each from its own version on; Vite needs these. */
const OLDEST_OF_22 = '22.12.0';
const NEWEST_LINES = '24.0.0';

/**
 * Whether everything works with this Node: 20.19 and newer of its line, 22.12 and newer of its line, 24 and newer.
 * @param {string} version
 */
export function isSupported(version) {
  if (isAtLeast(version, NEWEST_LINES)) return true;
  if (version.startsWith('22.')) return isAtLeast(version, OLDEST_OF_22);
  return version.startsWith('20.') && isAtLeast(version, OLDEST_NODE);
}

/**
 * Refuses a Node with which something would not work.
 * @param {string} [version]
 */
export function checkNode(version = process.versions.node) {
  if (isSupported(version)) return;
  throw new SetupError(
    `Kartoteka needs Node 20.19, 22 (22.12 or newer), 24 or 26; this is Node ${version}. Install one of them and try again.`,
    EXIT.usage,
  );
}

import { ensureBuilt } from '../../scripts/setup/build.mjs';
import { createLog } from '../../scripts/setup/log.mjs';

/** Tests that run the app's threads take them from out/, as the app does; it is built when its sources changed. */
export default async function builtApp(): Promise<void> {
  await ensureBuilt(createLog());
}

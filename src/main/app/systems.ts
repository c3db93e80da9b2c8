import { auditSystems } from '../audit/systems';
import { copiesSystems } from '../copies/systems';
import { documentsSystems } from '../documents/systems';
import { filesSystems } from '../files/systems';
import { importSystems } from '../import/systems';
import { inboxSystems } from '../inbox/systems';
import { securitySystems } from '../security/systems';
import { settingsSystems } from '../settings/systems';
import { devicesSystems, staffSystems } from '../staff/systems';
import { syncSystems } from '../sync/systems';
import { tasksSystems } from '../tasks/systems';
import { troubleSystems } from '../trouble/systems';
import { appSystems } from './app-systems';
import type { Systems } from './system';

/** Every system call: one line per feature. */
export const systems: Systems = {
  ...appSystems,
  ...settingsSystems,
  ...documentsSystems,
  ...importSystems,
  ...filesSystems,
  ...syncSystems,
  ...staffSystems,
  ...auditSystems,
  ...devicesSystems,
  ...inboxSystems,
  ...tasksSystems,
  ...securitySystems,
  ...copiesSystems,
  ...troubleSystems,
};

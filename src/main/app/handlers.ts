import { auditHandlers } from '../audit/handlers';
import { copiesHandlers } from '../backups/handlers';
import { documentsHandlers } from '../documents/handlers';
import { filesHandlers } from '../files/handlers';
import { importHandlers } from '../import/handlers';
import { inboxHandlers } from '../inbox/handlers';
import { securityHandlers } from '../security/handlers';
import { settingsHandlers } from '../settings/handlers';
import { devicesHandlers, staffHandlers } from '../staff/handlers';
import { storageHealthSystems } from '../storage-health/handlers';
import { syncHandlers } from '../sync/handlers';
import { tasksHandlers } from '../tasks/handlers';
import { appHandlers } from './app-handlers';
import type { Systems } from './system';

/** Every system call: one line per feature. */
export const handlers: Systems = {
  ...appHandlers,
  ...settingsHandlers,
  ...documentsHandlers,
  ...importHandlers,
  ...filesHandlers,
  ...syncHandlers,
  ...staffHandlers,
  ...auditHandlers,
  ...devicesHandlers,
  ...inboxHandlers,
  ...tasksHandlers,
  ...securityHandlers,
  ...copiesHandlers,
  ...storageHealthSystems,
};

import { callsCommands } from '../calls/commands';
import { clientsCommands } from '../clients/commands';
import { conflictsCommands } from '../conflicts/commands';
import { contactsCommands } from '../contacts/commands';
import { dealsCommands } from '../deals/commands';
import { demoCommands } from '../demo/commands';
import { documentsCommands } from '../documents/commands';
import { filesCommands } from '../files/commands';
import { funnelsCommands } from '../funnels/commands';
import { historyCommands } from '../history/commands';

import { importCommands } from '../import/commands';
import { notesCommands } from '../notes/commands';
import { organizationsCommands } from '../organizations/commands';
import { participantsCommands } from '../participants/commands';
import { recordsCommands } from '../records/commands';
import { binCommands } from '../recycle-bin/commands';
import { tasksCommands } from '../tasks/commands';
import { viewsCommands } from '../views/commands';
import type { Commands } from './context';

/** Every command: one line per feature. */
export const commands: Commands = {
  ...demoCommands,
  ...clientsCommands,
  ...contactsCommands,
  ...callsCommands,
  ...tasksCommands,
  ...dealsCommands,
  ...funnelsCommands,
  ...notesCommands,
  ...documentsCommands,
  ...organizationsCommands,
  ...participantsCommands,
  ...importCommands,
  ...conflictsCommands,
  ...historyCommands,
  ...binCommands,
  ...recordsCommands,
  ...filesCommands,
  ...viewsCommands,
};

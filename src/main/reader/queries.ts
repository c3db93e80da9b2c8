import { callsQueries } from '../calls/queries';
import { clientsQueries } from '../clients/queries';
import { conflictsQueries } from '../conflicts/queries';
import { dealsQueries } from '../deals/queries';
import { documentsQueries } from '../documents/queries';
import { filesQueries } from '../files/queries';
import { funnelsQueries } from '../funnels/queries';
import { historyQueries } from '../history/queries';

import { importQueries } from '../import/queries';
import { inboxQueries } from '../inbox/queries';
import { listsQueries } from '../lists/queries';
import { organizationsQueries } from '../organizations/queries';
import { participantsQueries } from '../participants/queries';
import { recordsQueries } from '../records/queries';
import { binQueries } from '../recycle-bin/queries';
import { searchQueries } from '../search/queries';
import { syncQueries } from '../sync/queries';
import { tasksQueries } from '../tasks/queries';
import { timelineQueries } from '../timeline/queries';
import { todayQueries } from '../today/queries';
import { usersQueries } from '../users/queries';
import { viewsQueries } from '../views/queries';
import type { Queries } from './reader';

/** Every live query: one line per feature. */
export const queries: Queries = {
  ...clientsQueries,
  ...callsQueries,
  ...tasksQueries,
  ...dealsQueries,
  ...funnelsQueries,
  ...timelineQueries,
  ...documentsQueries,
  ...organizationsQueries,
  ...participantsQueries,
  ...usersQueries,
  ...searchQueries,
  ...todayQueries,
  ...importQueries,
  ...conflictsQueries,
  ...inboxQueries,
  ...syncQueries,
  ...historyQueries,
  ...binQueries,
  ...recordsQueries,
  ...filesQueries,
  ...listsQueries,
  ...viewsQueries,
};

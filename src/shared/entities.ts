import { calls } from './calls/entity';
import { clients } from './clients/entity';
import { conflicts } from './conflicts/entity';
import { contacts } from './contacts/entity';
import { deals } from './deals/entity';
import { documents } from './documents/entity';
import { counters } from './domain/numbering/entity';
import { files } from './files/entity';
import { funnels } from './funnels/entity';
import { imports } from './import/entity';
import { notes } from './notes/entity';
import { organizations } from './organizations/entity';
import { participants } from './participants/entity';
import { tasks } from './tasks/entity';
import { users } from './users/entity';
import { views } from './views/entity';

/** Every kind of records there is, in the order in which people are shown them. The only list of them. */
export const entities = {
  clients,
  contacts,
  deals,
  calls,
  tasks,
  notes,
  documents,
  files,
  organizations,
  funnels,
  participants,
  users,
  views,
  conflicts,
  imports,
  counters,
} as const;

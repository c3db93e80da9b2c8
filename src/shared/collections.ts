import type { TSchema } from 'typebox';
import { Call } from './calls/schema';
import { Client } from './clients/schema';
import { Conflict } from './conflicts/schema';
import { Contact } from './contacts/schema';
import { BusinessDocument } from './documents/schema';
import { isSettled } from './documents/settled';
import { AttachedFile } from './files/schema';
import { ImportRun } from './import/schema';
import type { AccessRule } from './lib/access';
import type { EditRule } from './lib/edit-rule';
import type { MergeRule } from './lib/merge';
import { Note } from './notes/schema';
import { Counter } from './numbering/schema';
import { Organization } from './organizations/schema';
import { organizationWriters } from './organizations/writers';
import { Participant } from './participants/schema';
import { Task } from './tasks/schema';
import { User, type UserRole } from './users/schema';

type Migration = (document: Record<string, unknown>) => Record<string, unknown>;

export interface Collection<T = unknown> {
  readonly schema: TSchema;
  readonly version: number;
  /** Fields the store keeps as real columns, alone or together. */
  readonly indexes: readonly (string | readonly string[])[];
  /** One entry for each version after 0. */
  readonly migrations: Readonly<Record<number, Migration>>;
  readonly conflicts: MergeRule<T>;
  /** `both`: edited here and on the server; `pull`: the server's directory; `no`: stays on this device. */
  readonly replication: 'both' | 'pull' | 'no';
  /** Who receives its records: enforced by the server in all it sends and takes. */
  readonly access: AccessRule<T>;
  /** The roles that may change its records where a server is connected; whoever sees them when absent. */
  readonly writers?: readonly UserRole[];
  /** Who may change a record he sees; whoever sees it when absent. */
  readonly edits?: EditRule<T>;
  /** Its place in a first exchange, from 0: what the window needs first comes first. */
  readonly turn: number;
}

const collection = <T>(definition: Collection<T>): Collection<T> => definition;

/** Every collection there is. A line here is all the store, the sync and the server need to know of a feature. */
export const collections = {
  clients: collection<Client>({
    schema: Client,
    version: 0,
    // The list asks for the living ones in some order, counts them and skips thousands: its indexes begin with
    // `archivedAt`, and the first holds whatever is filtered by, so that a page never reads the documents it skips.
    indexes: [
      'nameKey',
      'inn',
      ['archivedAt', 'nameKey', 'status', 'ownerId', 'kind', 'city', 'inn'],
      ['archivedAt', 'status', 'nameKey'],
      ['archivedAt', 'city', 'nameKey'],
      ['archivedAt', 'createdAt'],
      ['archivedAt', 'updatedAt'],
      'updatedAt',
      'importId',
    ],
    migrations: {},
    conflicts: { sets: ['phones', 'emails', 'addresses', 'bankAccounts', 'tags'] },
    replication: 'both',
    access: { responsible: 'ownerId' },
    edits: { own: [], guarded: ['ownerId'] },
    turn: 2,
  }),
  contacts: collection<Contact>({
    schema: Contact,
    version: 0,
    indexes: ['clientId', 'nameKey', 'importId', 'updatedAt'],
    migrations: {},
    conflicts: { sets: ['phones', 'emails'] },
    replication: 'both',
    access: { card: 'clientId', alone: ['createdBy'] },
    turn: 3,
  }),
  calls: collection<Call>({
    schema: Call,
    version: 0,
    indexes: [
      'startedAt',
      ['clientId', 'startedAt'],
      ['userId', 'startedAt'],
      ['result', 'startedAt'],
      'updatedAt',
    ],
    migrations: {},
    conflicts: { sets: [], joins: ['comment'] },
    replication: 'both',
    access: { card: 'clientId', alone: ['userId', 'createdBy'] },
    edits: { own: ['userId', 'createdBy'], signs: ['userId'] },
    turn: 4,
  }),
  tasks: collection<Task>({
    schema: Task,
    version: 0,
    indexes: [
      ['status', 'dueDate'],
      ['assigneeId', 'status', 'dueDate'],
      ['clientId', 'dueDate'],
      ['status', 'remindAt'],
      'updatedAt',
    ],
    migrations: {},
    conflicts: { sets: [] },
    replication: 'both',
    access: { card: 'clientId', alone: ['assigneeId', 'createdBy'] },
    edits: { own: ['assigneeId', 'createdBy'], responsibleToo: true },
    turn: 1,
  }),
  notes: collection<Note>({
    schema: Note,
    version: 0,
    indexes: [['clientId', 'createdAt'], 'updatedAt'],
    migrations: {},
    conflicts: { sets: [], joins: ['text'] },
    replication: 'both',
    access: { card: 'clientId', alone: ['createdBy'] },
    edits: { own: ['createdBy'] },
    turn: 3,
  }),
  documents: collection<BusinessDocument>({
    schema: BusinessDocument,
    version: 0,
    indexes: [['clientId', 'date'], ['type', 'date'], 'date', 'status', 'number', 'updatedAt'],
    migrations: {},
    conflicts: { sets: [], serverStays: (server) => server.status !== 'draft' },
    replication: 'both',
    access: { card: 'clientId', alone: ['createdBy'] },
    edits: { own: [], settled: isSettled },
    turn: 3,
  }),
  organizations: collection<Organization>({
    schema: Organization,
    version: 0,
    indexes: ['createdAt'],
    migrations: {},
    conflicts: { sets: ['phones', 'emails', 'addresses', 'bankAccounts'] },
    replication: 'both',
    access: 'everyone',
    writers: organizationWriters,
    turn: 0,
  }),
  participants: collection<Participant>({
    schema: Participant,
    version: 0,
    indexes: [['clientId', 'userId'], 'userId'],
    migrations: {},
    conflicts: { sets: [] },
    replication: 'both',
    access: { card: 'clientId', alone: ['createdBy'], admits: 'userId' },
    edits: { own: ['userId', 'createdBy'], responsibleToo: true },
    turn: 2,
  }),
  users: collection<User>({
    schema: User,
    version: 0,
    indexes: ['name'],
    migrations: {},
    conflicts: { sets: [], serverStays: () => true },
    replication: 'pull',
    access: 'everyone',
    turn: 0,
  }),
  files: collection<AttachedFile>({
    schema: AttachedFile,
    version: 0,
    indexes: [['clientId', 'createdAt'], 'hash'],
    migrations: {},
    conflicts: { sets: [] },
    replication: 'both',
    access: { card: 'clientId', alone: ['createdBy'] },
    edits: {
      own: ['createdBy'],
      responsibleToo: true,
      open: ['uploadedAt'],
      // Another content is another file.
      settled: (_before, _after, changed) => changed.has('hash') || changed.has('size'),
    },
    turn: 3,
  }),
  conflicts: collection<Conflict>({
    schema: Conflict,
    version: 0,
    indexes: [['state', 'createdAt'], ['clientId', 'createdAt'], 'recordId'],
    migrations: {},
    // Whoever decided first has decided.
    conflicts: { sets: [], serverStays: () => true },
    replication: 'both',
    access: { card: 'clientId', alone: ['mineBy', 'theirsBy', 'createdBy'] },
    turn: 3,
  }),
  imports: collection<ImportRun>({
    schema: ImportRun,
    version: 0,
    indexes: ['createdAt'],
    migrations: {},
    conflicts: { sets: [] },
    replication: 'no',
    access: 'device',
    turn: 5,
  }),
  counters: collection<Counter>({
    schema: Counter,
    version: 0,
    indexes: [],
    migrations: {},
    conflicts: { sets: [] },
    replication: 'no',
    access: 'device',
    turn: 5,
  }),
} as const;

export type CollectionName = keyof typeof collections;

/** The type of a record of each collection. */
export interface Records {
  clients: Client;
  contacts: Contact;
  calls: Call;
  tasks: Task;
  notes: Note;
  documents: BusinessDocument;
  organizations: Organization;
  participants: Participant;
  users: User;
  files: AttachedFile;
  conflicts: Conflict;
  imports: ImportRun;
  counters: Counter;
}

export const collectionNames = Object.keys(collections) as CollectionName[];

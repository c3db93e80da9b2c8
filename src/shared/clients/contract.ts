import { type Static, Type } from 'typebox';
import type { Contact } from '../contacts/schema';
import { command, live, output } from '../lib/contract';
import { Id, OneOf, patchOf, Reference, Strict, Text } from '../lib/schema';
import type { SyncMark } from '../sync/contract';
import { Client, type ClientKind, type ClientStatus, clientKinds, clientStatuses } from './schema';

export const clientSorts = ['name', 'city', 'createdAt', 'updatedAt', 'status'] as const;

export const ClientFilter = Strict({
  /** Words of the quick search; '' for all. */
  text: Text(200),
  kinds: Type.Array(OneOf(clientKinds)),
  statuses: Type.Array(OneOf(clientStatuses)),
  ownerId: Reference,
  tag: Text(60),
  city: Text(120),
  archived: Type.Boolean(),
  /** The import that made them; '' for all. */
  importId: Reference,
});
export type ClientFilter = Static<typeof ClientFilter>;

export const noClientFilter: ClientFilter = {
  text: '',
  kinds: [],
  statuses: [],
  ownerId: '',
  tag: '',
  city: '',
  archived: false,
  importId: '',
};

export interface ClientRow {
  readonly id: string;
  readonly kind: ClientKind;
  readonly name: string;
  readonly legalForm: string;
  readonly inn: string;
  readonly city: string;
  readonly phone: string;
  readonly email: string;
  readonly status: ClientStatus;
  readonly ownerName: string;
  readonly tags: readonly string[];
  /** Start of the last call, or ''. */
  readonly lastCallAt: string;
  /** Due date of the nearest open task, or ''. */
  readonly nextTaskDate: string;
  readonly updatedAt: string;
  readonly createdAt: string;
  readonly mark: SyncMark;
}

export interface ClientWindow {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly ClientRow[];
}

export interface ClientCard {
  readonly client: Client;
  readonly contacts: readonly Contact[];
  readonly mark: SyncMark;
  readonly ownerName: string;
  readonly duplicateCandidates: readonly DuplicateCandidate[];
  /** How many conflicts of the card wait for a decision. */
  readonly conflicts: number;
}

/** A client that looks the same as another: by ИНН (and КПП, where both have one), phone, e-mail or name. */
export interface DuplicateCandidate {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly inn: string;
  readonly by: 'inn' | 'phone' | 'email' | 'name';
}

export interface ClientFacets {
  readonly tags: readonly { readonly value: string; readonly count: number }[];
  readonly cities: readonly { readonly value: string; readonly count: number }[];
}

export const clientsContract = {
  'clients.window': live(
    Strict({
      filter: ClientFilter,
      sort: Strict({ field: OneOf(clientSorts), descending: Type.Boolean() }),
      offset: Type.Integer({ minimum: 0 }),
      limit: Type.Integer({ minimum: 1, maximum: 500 }),
    }),
    output<ClientWindow>(),
  ),
  'clients.card': live(Strict({ id: Id }), output<ClientCard | null>()),
  /** One client as lists show it; null when it is not there. */
  'clients.row': live(Strict({ id: Id }), output<ClientRow | null>()),
  /** Who looks the same as what is being typed; `id` is the client itself, or '' for a new one. */
  'clients.duplicateCandidates': live(
    Strict({
      id: Reference,
      name: Text(10_000),
      inn: Text(20),
      kpp: Text(20),
      /** Numbers in any writing; a number of the client's contact persons counts as well. */
      phones: Type.Optional(Type.Array(Text(120), { maxItems: 10 })),
      emails: Type.Optional(Type.Array(Text(254), { maxItems: 10 })),
    }),
    output<readonly DuplicateCandidate[]>(),
  ),
  /** Values to filter by, the most used first. Costly the first time: ask only when the choice is opened. */
  'clients.facets': live(Strict({}), output<ClientFacets>()),
  /** Makes a client of what is known so far; anything may be missing but the name may be empty too (a draft). */
  'clients.create': command(Strict({ patch: patchOf(Client) }), output<{ readonly id: string }>()),
  'clients.change': command(Strict({ id: Id, patch: patchOf(Client) }), output<null>()),
  /** Removes the client and, while it has no posted documents, its children; else archives it. */
  'clients.remove': command(Strict({ id: Id }), output<{ readonly archived: boolean }>()),
  /** Takes a removal back, with everything that went with the client; `not-found` once it is not kept any more. */
  'clients.restore': command(Strict({ id: Id }), output<null>()),
  'clients.setArchived': command(Strict({ id: Id, archived: Type.Boolean() }), output<null>()),
} as const;

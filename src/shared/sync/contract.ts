import { Type } from 'typebox';
import { live, output, state, system } from '../lib/contract';
import type { Failure } from '../lib/result';
import { Strict, Text } from '../lib/schema';

/** Where a record is: 0 only here, 1 sent (the server answered), 2 confirmed (it came back in the feed). */
export type SyncMark = 0 | 1 | 2;

export type SyncPhase = 'off' | 'connecting' | 'online' | 'offline' | 'paused' | 'error' | 'login-needed';

/** One line of the exchange's journal; `code` is an error's, `count` how many records or files. */
export interface SyncEvent {
  readonly at: string;
  readonly kind: SyncEventKind;
  readonly code: string;
  readonly count: number;
}
export type SyncEventKind =
  | 'online'
  | 'failed'
  | 'received'
  | 'sent'
  | 'conflict'
  | 'rejected'
  | 'paused'
  | 'resumed';

/** How many living records of a collection there are on this device, and how many changes wait to be sent. */
export interface SyncCount {
  readonly name: string;
  readonly here: number;
  readonly unsent: number;
}

export interface SyncStatus {
  readonly phase: SyncPhase;
  /** How many records the server has not yet accepted. */
  readonly unsent: number;
  /** Since when the oldest of them waits, or ''. */
  readonly oldestUnsentAt: string;
  readonly lastSuccessAt: string;
  /** What is wrong, when phase is error or login-needed. */
  readonly error: Failure | null;
  readonly server: string;
  readonly login: string;
  /** During a first sync: how many records came so far. */
  readonly received: number;
  /** Grows when the server tells that the head's inbox has changed. */
  readonly inboxChanges: number;
  /** Collections that the server, being of an older version, does not have: they stay here, unsent. */
  readonly absent: readonly string[];
}

export const syncOff: SyncStatus = {
  phase: 'off',
  unsent: 0,
  oldestUnsentAt: '',
  lastSuccessAt: '',
  error: null,
  server: '',
  login: '',
  received: 0,
  inboxChanges: 0,
  absent: [],
};

export const syncContract = {
  'sync.status': state(output<SyncStatus>()),
  /**
   * Signs in and begins to replicate. Errors: sync-address-invalid, sync-offline, sync-timeout, sync-bad-answer,
   * sync-certificate, sync-wrong-password, sync-locked-out, sync-update-required, sync-server-error, sync-other-workspace,
   * not-confirmed: a database that holds records asks before they go to another server.
   */
  'sync.connect': system(
    Strict({ server: Text(500), login: Text(120), password: Text(500) }),
    output<null>(),
  ),
  /** Stops replicating; local data stays. */
  'sync.disconnect': system(Strict({}), output<null>()),
  'sync.now': system(Strict({}), output<null>()),
  /** Stops the exchange until it is resumed or the program is begun again. Errors: sync-not-configured. */
  'sync.pause': system(Strict({ paused: Type.Boolean() }), output<null>()),
  /** The last hundred events, newest first. */
  'sync.journal': state(output<readonly SyncEvent[]>()),
  'sync.counts': live(Strict({}), output<readonly SyncCount[]>()),
  /** Living records on the server that this person may see, by collection. Errors: those of sync.connect. */
  'sync.serverCounts': system(Strict({}), output<Readonly<Record<string, number>>>()),
  /** Name and password the proxy wants, kept sealed; an empty name forgets both. The exchange begins anew. */
  'sync.proxyAccount': system(Strict({ user: Text(200), password: Text(500) }), output<null>()),
  /** Goes through this proxy once the person has agreed; '' for the system's. The exchange begins anew. Errors: not-confirmed. */
  'sync.setProxy': system(Strict({ proxy: Text(300) }), output<null>()),
  /**
   * Asks for a file with the company's own certificate, which is trusted from then on, once the person has agreed. The
   * exchange begins anew. Errors: sync-certificate-invalid, not-confirmed.
   */
  'sync.pickCertificate': system(Strict({}), output<null>()),
  /** Trusts the usual authorities alone again. */
  'sync.forgetCertificate': system(Strict({}), output<null>()),
  /** The server's password for the next unlocking, where the lease ran out and the session has ended meanwhile. */
  'sync.offerPassword': system(Strict({ password: Text(500) }), output<null>()),
} as const;

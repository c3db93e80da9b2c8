/** What the server writes down; a name is never changed. */
export const auditEvents = [
  'signed-in',
  'sign-in-failed',
  'locked-out',
  'signed-out',
  'session-stolen',
  'password-changed',
  'person-added',
  'person-renamed',
  'role-changed',
  'team-changed',
  'person-disabled',
  'person-enabled',
  'team-added',
  'team-renamed',
  'team-head-changed',
  'device-revoked',
  'device-wiped',
  'database-restored',
  'exported',
  'inbox-resolved',
  'inbox-reopened',
] as const;
export type AuditEvent = (typeof auditEvents)[number];

/** What one looks for in the log: each event belongs to one kind. */
export const auditKinds = ['sign-ins', 'failures', 'people', 'devices', 'exports', 'inbox'] as const;
export type AuditKind = (typeof auditKinds)[number];

const kindOfEvent: Readonly<Record<AuditEvent, AuditKind>> = {
  'signed-in': 'sign-ins',
  'signed-out': 'sign-ins',
  'sign-in-failed': 'failures',
  'locked-out': 'failures',
  'session-stolen': 'failures',
  'password-changed': 'people',
  'person-added': 'people',
  'person-renamed': 'people',
  'role-changed': 'people',
  'team-changed': 'people',
  'person-disabled': 'people',
  'person-enabled': 'people',
  'team-added': 'people',
  'team-renamed': 'people',
  'team-head-changed': 'people',
  'device-revoked': 'devices',
  'device-wiped': 'devices',
  'database-restored': 'devices',
  exported: 'exports',
  'inbox-resolved': 'inbox',
  'inbox-reopened': 'inbox',
};

/** The events of a kind, or the one event of that name; undefined for neither. */
export function eventsOf(kindOrEvent: string): readonly AuditEvent[] | undefined {
  const events = auditEvents.filter((event) => event === kindOrEvent || kindOfEvent[event] === kindOrEvent);
  return events.length === 0 ? undefined : events;
}

/**
 * What carries records out of the encrypted database: a document's file (docx or pdf), an attached file saved elsewhere or
 * opened with another program, the rows of a failed import, a copy made by hand, another folder for the copies.
 */
const exportKinds = ['document', 'file', 'file-opened', 'failed-rows', 'copy', 'copies-folder'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** One entry of the server's log. Ids, roles and counts; no record's content. */
export interface AuditLine {
  readonly id: number;
  /** When the server wrote it down. */
  readonly at: string;
  /** One of {@link auditEvents}, or one of a newer server. */
  readonly event: string;
  /** Who did it; null: the command line of the server, or nobody known. */
  readonly userId: string | null;
  /** A device's id; '' where none is concerned. */
  readonly device: string;
  /** Whom or what it was done to, by id; '' for nobody. */
  readonly subject: string;
  /** The network address it came from; '' where none is kept. */
  readonly address: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A page of the log, newest first. */
export interface AuditPage {
  readonly entries: readonly AuditLine[];
  /** Names of the people and teams the entries speak of, by id. */
  readonly names: Readonly<Record<string, string>>;
  /** Names of the devices, by id; one without a name is not here. */
  readonly devices: Readonly<Record<string, string>>;
  /** Whether there are older ones. */
  readonly more: boolean;
}

import type { Rows } from '../store/database';

/** NOTIFY channels; messages leave when the transaction commits and reach every instance. */
export const changesChannel = 'kartoteka_changes';
export const sessionsChannel = 'kartoteka_sessions';
export const inboxChannel = 'kartoteka_inbox';

/** Tells every instance that the collection has new rows. */
export async function announceChange(
  transaction: Rows,
  workspace: string,
  collection: string,
): Promise<void> {
  await transaction.query('SELECT pg_notify($1, $2)', [changesChannel, `${workspace}/${collection}`]);
}

/** Tells every instance that the person's sessions are over. */
export async function announceUser(transaction: Rows, userId: string): Promise<void> {
  await transaction.query('SELECT pg_notify($1, $2)', [sessionsChannel, `user:${userId}`]);
}

/** Tells every instance that one session is over. */
export async function announceSession(transaction: Rows, sessionId: string): Promise<void> {
  await transaction.query('SELECT pg_notify($1, $2)', [sessionsChannel, `session:${sessionId}`]);
}

/** Tells every instance that something came into the inbox or was decided. */
export async function announceInbox(transaction: Rows): Promise<void> {
  await transaction.query("SELECT pg_notify($1, '')", [inboxChannel]);
}

import type { ServerAccount } from './server-account';

const lookMs = 60 * 60_000;

/** Looks every hour whether the lease has run out in an open program, and asks the server once before it locks. */
export function watchLease(server: ServerAccount, lock: () => void): void {
  const timer = setInterval(() => {
    const now = Date.now();
    // Whoever left without a line still has to say so.
    if (server.isLeaving && !server.isLeaseOver(now)) void server.leave().catch(() => {});
    if (!server.isLeaseOver(now)) return;
    server.renewLease(now).catch(lock);
  }, lookMs);
  timer.unref();
}

import type { AuditPage } from '@shared/audit/events';
import type { FeatureHandlers } from '../app/system';

export const auditHandlers: FeatureHandlers<'audit'> = {
  async 'audit.page'({ server }, { kind, userId, from, to, before, limit }) {
    const query = new URLSearchParams({ limit: String(limit) });
    if (before > 0) query.set('before', String(before));
    for (const [name, value] of Object.entries({ kind, user: userId, from, to })) {
      if (value !== '') query.set(name, value);
    }
    const { entries, ...page } = await server.ask<Partial<AuditPage>>('GET', `/audit?${query}`);
    // A server of an earlier version knows neither names nor whether there is more.
    return { names: {}, devices: {}, more: false, ...page, entries: entries ?? [] };
  },
};

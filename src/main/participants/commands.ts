import type { FeatureCommands } from '../data/context';
import { table } from '../reader/reader';

export const participantsCommands: FeatureCommands<'participants'> = {
  async 'participants.add'({ records, db }, { clientId, userId }) {
    await records.get('clients', clientId);
    const known = db.get(
      `SELECT 1 FROM ${table('participants')} WHERE deleted = 0 AND c_clientId = ? AND c_userId = ?`,
      [clientId, userId],
    );
    if (!known) await records.insert('participants', { clientId, userId });
    return null;
  },
  async 'participants.remove'({ records }, { id }) {
    await records.remove('participants', id);
    return null;
  },
};

import { type FeatureQueries, table } from '../reader/reader';

export const participantsQueries: FeatureQueries<'participants'> = {
  'participants.ofClient'(reader, { clientId }) {
    return reader
      .rows(
        `SELECT min(id), c_userId FROM ${table('participants')} WHERE deleted = 0 AND c_clientId = ? GROUP BY c_userId`,
        [clientId],
      )
      .map(([id, userId]) => ({
        id: String(id),
        userId: String(userId),
        name: reader.userName(String(userId)),
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'ru'));
  },
};

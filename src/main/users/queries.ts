import type { User } from '@shared/users/schema';
import type { FeatureQueries } from '../reader/reader';
import { parseRecord, table } from '../reader/reader';

export const usersQueries: FeatureQueries<'users'> = {
  'users.list'(reader) {
    const users = reader
      .rows(`SELECT data FROM ${table('users')} WHERE deleted = 0 ORDER BY c_name`)
      .map(([data]) => parseRecord<User>(data));
    const own = (user: User) => (user.id === reader.session.userId ? 0 : 1);
    return users.sort((a, b) => own(a) - own(b));
  },
};

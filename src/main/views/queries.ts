import type { FeatureQueries } from '../reader/reader';
import { readViews } from './read';

export const viewsQueries: FeatureQueries<'views'> = {
  'views.list': ({ db, session }) => seenBy(session.userId, readViews(db)),
};

/** A head holds his people's views too: what they have not shared is not shown him. */
const seenBy = (userId: string, views: ReturnType<typeof readViews>) =>
  views.filter(({ ownerId, shared }) => ownerId === userId || shared !== 'mine');

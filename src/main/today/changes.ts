import type { RecentChange } from '@shared/today/contract';
import { type Reader, table } from '../reader/reader';

/** How far back each collection is looked through, in records, and how many changes are shown. */
const lookedThrough = 100;
const shown = 15;

/** What names a change of each kind. */
const sources = [
  { kind: 'client', collection: 'clients', title: '$.name' },
  { kind: 'contact', collection: 'contacts', title: '$.name' },
  { kind: 'call', collection: 'calls', title: '$.comment' },
  { kind: 'task', collection: 'tasks', title: '$.title' },
  { kind: 'note', collection: 'notes', title: '$.text' },
  { kind: 'document', collection: 'documents', title: '$.number' },
] as const;

interface Change extends Omit<RecentChange, 'clientName' | 'userName'> {
  readonly userId: string;
}

/**
 * The latest changes, newest first: what others (or other devices) did, and only where there is nothing of theirs,
 * one's own.
 */
export function recentChanges(reader: Reader, userId: string): RecentChange[] {
  const all = sources.flatMap((source) => latest(reader, source));
  const others = all.filter((change) => change.userId !== userId);
  return (others.length > 0 ? others : all)
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, shown)
    .map(({ userId: by, ...change }) => ({
      ...change,
      clientName:
        change.kind === 'client' ? change.title : (reader.record('clients', change.clientId)?.name ?? ''),
      userName: reader.userName(by),
    }));
}

function latest(reader: Reader, { kind, collection, title }: (typeof sources)[number]): Change[] {
  const client = kind === 'client' ? 'id' : `json_extract(data, '$.clientId')`;
  return reader
    .rows(
      `SELECT id, ${client}, substr(json_extract(data, ?), 1, 160), c_updatedAt,
         json_extract(data, '$.updatedBy'), json_extract(data, '$.createdAt')
       FROM ${table(collection)} WHERE deleted = 0 ORDER BY c_updatedAt DESC LIMIT ?`,
      [title, lookedThrough],
    )
    .map(([id, clientId, text, at, by, createdAt]) => ({
      kind,
      id: String(id),
      clientId: String(clientId ?? ''),
      title: String(text ?? ''),
      at: String(at),
      userId: String(by ?? ''),
      created: createdAt === at,
    }));
}

import { entityOf } from '@shared/kinds';
import { type ChangeKind, changeKinds, type RecentChange, type RecentImport } from '@shared/today/contract';
import { decodeTime } from 'ulid';
import { clientSql, fieldSql, gistSql, titleSql } from '../fields/columns';
import { type Reader, table } from '../reader/reader';

/** How many records of each collection are read at once, how often at most, and how many changes are shown. */
const readAtOnce = 100;
const readsAtMost = 4;
const shown = 15;

interface Change extends Omit<RecentChange, 'clientName' | 'userName'> {
  readonly userId: string;
  /** The import that made the record, while nobody has touched it since; else ''. */
  readonly importId: string;
}

/**
 * The latest of what others did, newest first. One's own changes are no news to oneself, on whatever computer they were
 * made; what a colleague's import made is one entry, whatever it made.
 */
export function recentChanges(reader: Reader, userId: string): (RecentChange | RecentImport)[] {
  // Who works alone has no news, and need not read past all of his own.
  const others = reader.number(`SELECT count(*) FROM ${table('users')} WHERE deleted = 0 AND id <> ?`, [
    userId,
  ]);
  if (others === 0) return [];
  const imports = new Map<string, Change>();
  const changes: Change[] = [];
  for (const change of changeKinds.flatMap((kind) => ofOthers(reader, kind, userId))) {
    if (change.importId === '') changes.push(change);
    else if (change.at > (imports.get(change.importId)?.at ?? '')) imports.set(change.importId, change);
  }
  return [...changes, ...imports.values()]
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, shown)
    .map(({ userId: by, importId, ...change }) =>
      importId === ''
        ? {
            ...change,
            clientName:
              change.kind === 'clients'
                ? change.title
                : (reader.record('clients', change.clientId)?.name ?? ''),
            userName: reader.userName(by),
          }
        : {
            kind: 'import',
            id: importId,
            at: change.at,
            userName: reader.userName(by),
            clients: reader.number(
              `SELECT count(*) FROM ${table('clients')} WHERE deleted = 0 AND c_importId = ?`,
              [importId],
            ),
          },
    );
}

/** The latest changes of one kind by others; what is one's own is read past, within bounds, and an import at once. */
function ofOthers(reader: Reader, kind: ChangeKind, userId: string): Change[] {
  const found: Change[] = [];
  let before = '~';
  for (let read = 0; read < readsAtMost && found.length < shown; read += 1) {
    const page = latest(reader, kind, before);
    const others = page.filter((change) => change.userId !== userId);
    found.push(...others.filter(({ importId }) => importId === '').slice(0, shown));
    const importIds = [...new Set(page.map(({ importId }) => importId))];
    for (const id of importIds) {
      const one = others.find(({ importId }) => importId === id && id !== '');
      if (one && !found.some(({ importId }) => importId === id)) found.push(one);
    }
    const last = page.at(-1);
    if (!last || page.length < readAtOnce) break;
    before = last.importId === '' ? last.at : begin(last.importId, last.at);
  }
  return found;
}

/** When an import began: its id says so. Everything it made is of later. */
function begin(importId: string, otherwise: string): string {
  try {
    const began = new Date(decodeTime(importId)).toISOString();
    return began < otherwise ? began : otherwise;
  } catch {
    return otherwise;
  }
}

function latest(reader: Reader, kind: ChangeKind, before: string): Change[] {
  const { news, personal } = entityOf(kind);
  const title = news === 'gist' ? gistSql(kind) : titleSql(kind);
  const written = personal ? ` AND +${fieldSql(kind, personal[0])} = '${personal[1]}'` : '';
  return reader
    .rows(
      `SELECT id, ${clientSql(kind)}, substr(${title}, 1, 160), c_updatedAt,
         json_extract(data, '$.updatedBy'), json_extract(data, '$.createdAt'), json_extract(data, '$.importId')
       FROM ${table(kind)} WHERE deleted = 0${written} AND c_updatedAt < ? ORDER BY c_updatedAt DESC LIMIT ?`,
      [before, readAtOnce],
    )
    .map(([id, clientId, text, at, by, createdAt, importId]) => ({
      kind,
      id: String(id),
      clientId: String(clientId ?? ''),
      title: String(text ?? ''),
      at: String(at),
      userId: String(by ?? ''),
      created: createdAt === at,
      importId: createdAt === at ? String(importId ?? '') : '',
    }));
}

import { createHash } from 'node:crypto';
import { openDatabase } from '../../../src/main/store/sqlite-storage/adapter';
import { type CollectionName, collectionNames, collections } from '../../../src/shared/collections';
import { deviceKey } from '../../support/device';

/** Every record of the collections that both sides have, living and deleted, by collection and id. */
export type State = ReadonlyMap<string, string>;

const replicated: readonly CollectionName[] = collectionNames.filter(
  (name) => collections[name].replication === 'both',
);

/** JSON with its keys in order and without the store's own fields. Of a deleted record only that it is. */
function canonical(document: Record<string, unknown>): string {
  if (document._deleted === true) return 'deleted';
  const own = Object.entries(document).filter(([key]) => !key.startsWith('_'));
  return JSON.stringify(Object.fromEntries(own), (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** What the endpoint holds, by its own protocol. */
export async function stateOfServer(url: string, token: string): Promise<State> {
  const state = new Map<string, string>();
  for (const name of replicated) {
    for (let lwt = 0, id = ''; ; ) {
      const query = new URLSearchParams({ lwt: String(lwt), id, limit: '1000' });
      const response = await fetch(`${url}/${name}/${collections[name].version}/pull?${query}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const page = (await response.json()) as {
        documents: Record<string, unknown>[];
        checkpoint: { lwt: number; id: string };
      };
      for (const document of page.documents) state.set(`${name}/${document.id}`, canonical(document));
      if (page.documents.length < 1000) break;
      ({ lwt, id } = page.checkpoint);
    }
  }
  return state;
}

/** What a device's file holds, and every text it keeps of earlier: the history of changes. */
export function stateOfDevice(databasePath: string): { readonly state: State; readonly history: string } {
  const db = openDatabase({ path: databasePath, encryptionKey: deviceKey, readonly: true, pragmas: {} });
  try {
    const state = new Map<string, string>();
    for (const name of replicated) {
      for (const [data] of db.all(`SELECT data FROM doc_${name}_${collections[name].version}`)) {
        const document = JSON.parse(String(data)) as Record<string, unknown>;
        state.set(`${name}/${document.id}`, canonical(document));
      }
    }
    const history = db
      .all('SELECT changes FROM history')
      .map(([changes]) => String(changes))
      .join('\n');
    return { state, history };
  } finally {
    db.close();
  }
}

/** One number for a whole state, for the report. */
export function hashOf(state: State): string {
  const lines = [...state].map(([key, text]) => `${key} ${text}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}

/** The first few records in which two states differ. */
export function differences(one: State, two: State): string[] {
  const keys = new Set([...one.keys(), ...two.keys()]);
  // A tombstone that one side never knew alive is no difference.
  const at = (state: State, key: string) => state.get(key) ?? 'deleted';
  return [...keys]
    .filter((key) => at(one, key) !== at(two, key))
    .slice(0, 3)
    .map((key) => `${key}: ${at(one, key).slice(0, 900)} <> ${at(two, key).slice(0, 900)}`);
}

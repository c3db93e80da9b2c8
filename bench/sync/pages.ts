import { type CollectionName, collectionNames, collections } from '../../src/shared/collections';
import { type Endpoint, signIn } from './endpoint';

/** What the floor and PouchDB are given is kept in memory. */
const maxBytes = 200_000_000;
const served = collectionNames.filter((name) => collections[name].replication === 'both');

export interface Pages {
  readonly bodies: readonly Buffer[];
  /** The collection of each. */
  readonly names: readonly CollectionName[];
  readonly records: number;
  /** Ids of the first task and the first client. */
  readonly first: { readonly task: string; readonly client: string };
}

/** The pages the endpoint gives, as bytes: all of a small database, the first of every collection of a large one. */
export async function pagesOf({ url }: Endpoint): Promise<Pages> {
  const token = await signIn(url, 'reader');
  const bodies: Buffer[] = [];
  const names: CollectionName[] = [];
  const first = { tasks: '', clients: '' };
  let records = 0;
  for (const name of served) {
    let bytes = 0;
    for (let lwt = 0, id = ''; bytes < maxBytes / served.length; ) {
      const query = new URLSearchParams({ lwt: String(lwt), id, limit: '500' });
      const response = await fetch(`${url}/${name}/${collections[name].version}/pull?${query}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const body = Buffer.from(await response.arrayBuffer());
      const page = JSON.parse(body.toString('utf8')) as {
        documents: { id: string }[];
        checkpoint: { lwt: number; id: string };
      };
      if (page.documents.length === 0) break;
      if (lwt === 0 && (name === 'tasks' || name === 'clients')) first[name] = page.documents[0]?.id ?? '';
      bodies.push(body);
      names.push(name);
      bytes += body.length;
      records += page.documents.length;
      ({ lwt, id } = page.checkpoint);
    }
  }
  return { bodies, names, records, first: { task: first.tasks, client: first.clients } };
}

/** The records of a page. */
export function documentsOf(body: Buffer): object[] {
  return (JSON.parse(body.toString('utf8')) as { documents: object[] }).documents;
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';

/** A document as it travels. */
type Traveller = { readonly id: string; readonly _deleted?: boolean } & Record<string, unknown>;

interface Stored {
  readonly document: Traveller;
  readonly seq: number;
}

/** Another server of the protocol of docs/sync.md, in memory, with no more than that page asks of one. */
export interface PlainServer {
  readonly url: string;
  /** What it holds of a collection, by id. */
  readonly documents: (collection: string) => ReadonlyMap<string, Traveller>;
  /** Writes as another device would, and tells the streams; answers the number. */
  readonly write: (collection: string, document: Traveller) => number;
  /** Loses a document, as one that was restored from an older copy. */
  readonly lose: (collection: string, id: string) => void;
  /** Whose streams are open, by collection. */
  readonly followed: () => readonly string[];
  /** Ends the stream of a collection, as a server that begins anew does. */
  readonly drop: (collection: string) => void;
  /** How often one stream for all collections was asked for, which this server does not have. */
  readonly askedForAll: () => number;
  /** How many bodies were longer than it takes. */
  readonly refusedAsTooLarge: () => number;
  /** Ids that were pushed, each as often as it was. */
  readonly pushed: () => readonly string[];
  /** Tells the streams what nobody wrote just now. */
  readonly tell: (collection: string, documents: readonly Traveller[], lwt: number) => void;
  readonly close: () => Promise<void>;
}

/**
 * @param says whether pushes are answered with the extension `x-kartoteka-before`
 * @param beforePull awaited before a page after that number is answered
 * @param maxBytes a longer body is refused, as many a server and proxy does
 */
export async function startPlainServer({
  says = true,
  beforePull = async (_collection: string, _after: number): Promise<void> => {},
  maxBytes = Number.POSITIVE_INFINITY,
} = {}): Promise<PlainServer> {
  const stored = new Map<string, Map<string, Stored>>();
  const streams = new Map<string, Set<ServerResponse>>();
  let seq = 0;
  let askedForAll = 0;
  let refusedAsTooLarge = 0;
  const pushed: string[] = [];

  const of = (collection: string): Map<string, Stored> => {
    const found = stored.get(collection) ?? new Map<string, Stored>();
    stored.set(collection, found);
    return found;
  };
  const store = (collection: string, document: Traveller): number => {
    seq += 1;
    of(collection).set(document.id, { document, seq });
    return seq;
  };
  const tell = (collection: string, documents: readonly Traveller[], lwt: number): void => {
    const page = { documents, checkpoint: { id: documents.at(-1)?.id ?? '', lwt } };
    for (const stream of streams.get(collection) ?? []) stream.write(`data: ${JSON.stringify(page)}\n\n`);
  };

  function pull(collection: string, query: URLSearchParams): unknown {
    const after = Number(query.get('lwt') ?? 0);
    const newer = [...of(collection).values()]
      .filter((one) => one.seq > after)
      .sort((a, b) => a.seq - b.seq)
      .slice(0, Number(query.get('limit') ?? 100));
    const last = newer.at(-1);
    return {
      documents: newer.map(({ document }) => document),
      checkpoint: { id: last?.document.id ?? query.get('id') ?? '', lwt: last?.seq ?? after },
    };
  }

  async function push(collection: string, request: IncomingMessage): Promise<Traveller[]> {
    const rows = JSON.parse(await textOf(request)) as {
      newDocumentState: Traveller;
      assumedMasterState?: Traveller;
    }[];
    const conflicts: Traveller[] = [];
    pushed.push(...rows.map(({ newDocumentState }) => newDocumentState.id));
    for (const { newDocumentState: state, assumedMasterState: assumed } of rows) {
      const master = of(collection).get(state.id)?.document;
      if (master && isDeepStrictEqual(master, state)) continue;
      if (master && !isDeepStrictEqual(master, assumed)) conflicts.push(master);
      else tell(collection, [state], store(collection, state));
    }
    return conflicts;
  }

  function stream(collection: string, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.write(': connected\n\n');
    const open = streams.get(collection) ?? new Set<ServerResponse>();
    streams.set(collection, open.add(response));
    response.on('close', () => open.delete(response));
  }

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const [, collection = '', , action] = pathname.split('/');
    if (pathname === '/pullStream') askedForAll += 1;
    const answer = (body: unknown, headers = {}) =>
      response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    if (action === 'pullStream') stream(collection, response);
    else if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
      refusedAsTooLarge += 1;
      request.resume();
      response.writeHead(413, { 'content-type': 'text/html' }).end('<h1>413 Request Entity Too Large</h1>');
    } else if (action === 'pull') {
      await beforePull(collection, Number(searchParams.get('lwt') ?? 0));
      answer(pull(collection, searchParams));
    } else if (action === 'push') {
      const before = seq;
      answer(await push(collection, request), says ? { 'x-kartoteka-before': String(before) } : {});
    } else response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    documents: (collection) => new Map([...of(collection)].map(([id, { document }]) => [id, document])),
    write(collection, document) {
      const number = store(collection, document);
      tell(collection, [document], number);
      return number;
    },
    tell,
    lose: (collection, id) => of(collection).delete(id),
    followed: () => [...streams].filter(([, open]) => open.size > 0).map(([collection]) => collection),
    drop(collection) {
      for (const stream of streams.get(collection) ?? []) stream.end();
    },
    askedForAll: () => askedForAll,
    refusedAsTooLarge: () => refusedAsTooLarge,
    pushed: () => pushed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

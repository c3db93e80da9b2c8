import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A line on which requests and answers wait until they are let go, so that an order of events can be laid down. */
export interface HeldLine {
  readonly url: string;
  /** From now on requests whose path has this text wait before the server, or its answers behind it. */
  hold(which: 'request' | 'answer', path: string): void;
  /** Resolves when one such has been held. */
  held(path: string): Promise<void>;
  /** Lets go what is held by this text, and holds nothing by it any more. */
  release(path: string): void;
  /** How often a text has passed towards the device, in streams and answers. */
  seen(text: string): number;
  close(): Promise<void>;
}

interface Signal {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

interface Gate {
  readonly which: 'request' | 'answer';
  readonly reached: Signal;
  readonly opened: Signal;
}

function signal(): Signal {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Opens a line to a server. */
export async function openHeldLine(target: string): Promise<HeldLine> {
  const open = new Set<ServerResponse>();
  const gates = new Map<string, Gate>();
  let text = '';

  const wait = async (which: Gate['which'], url: string) => {
    for (const [path, gate] of gates) {
      if (gate.which !== which || !url.includes(path)) continue;
      gate.reached.resolve();
      await gate.opened.promise;
    }
  };
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    open.add(outgoing);
    const { host: _host, 'accept-encoding': _encoding, ...headers } = incoming.headers;
    const { method = 'GET', url = '' } = incoming;
    await wait('request', url);
    const far = request(`${target}${url}`, { method, headers }, async (answer) => {
      await wait('answer', url);
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('data', (bytes: Buffer) => {
        text += bytes.toString('utf8');
        outgoing.write(bytes);
      });
      answer.on('end', () => outgoing.end());
      answer.on('error', () => outgoing.destroy());
    });
    far.on('error', () => outgoing.destroy());
    outgoing.on('close', () => {
      open.delete(outgoing);
      far.destroy();
    });
    incoming.pipe(far);
  };
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold(which, path) {
      gates.set(path, { which, reached: signal(), opened: signal() });
    },
    held: async (path) => gates.get(path)?.reached.promise,
    release(path) {
      gates.get(path)?.opened.resolve();
      gates.delete(path);
    },
    seen: (part) => text.split(part).length - 1,
    close: () =>
      new Promise((resolve) => {
        for (const response of open) response.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

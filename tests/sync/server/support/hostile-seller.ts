import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { ulid } from 'ulid';
import { clientOf, fileOf, noteOf, participantOf } from './cards';
import { call, Device } from './client';

/** What became of an attack's requests: how many were answered with each status. */
export type Statuses = Readonly<Record<string, number>>;

/** One who may sign in and means harm. Everything is bounded: `times` says how much of it. */
export class HostileSeller {
  readonly #statuses = new Map<string, number>();
  readonly #sockets = new Set<Socket>();

  constructor(
    private readonly device: Device,
    private readonly userId: string,
  ) {}

  get statuses(): Statuses {
    return Object.fromEntries(this.#statuses);
  }

  /** Lets go of every connection he holds. */
  leave(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #id(): string {
    return ulid();
  }

  async #push(collection: string, docs: readonly object[], assumed?: object): Promise<number> {
    const rows = docs.map((newDocumentState) => ({
      newDocumentState,
      ...(assumed === undefined ? {} : { assumedMasterState: assumed }),
    }));
    const { status } = await this.device.push(collection, rows).catch(() => ({ status: 0 }));
    this.#count(status);
    return status;
  }

  #count(status: number): void {
    this.#statuses.set(String(status), (this.#statuses.get(String(status)) ?? 0) + 1);
  }

  /** Deleted rows full of what no schema has. */
  async junk(times: number, bytes = 900_000): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      const docs = [1, 2, 3, 4].map(() => ({
        id: this.#id(),
        _deleted: true,
        junk: randomBytes(bytes / 2).toString('hex'),
      }));
      await this.#push('notes', docs);
    }
  }

  /** Sound records, as large as the schema lets them be, on cards of his own. */
  async fill(times: number): Promise<void> {
    const text = randomBytes(45_000).toString('hex');
    for (let time = 0; time < times; time += 1) {
      const docs = Array.from({ length: 40 }, () => noteOf(this.#id(), '', this.userId, text));
      await this.#push('notes', docs);
    }
  }

  /** Edits of what is not his, each said to have begun from something huge. */
  async keepForHead(foreign: object & { id: string }, times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      const assumed = { ...foreign, junk: randomBytes(3_200_000).toString('hex') };
      await this.#push(
        'clients',
        [{ ...foreign, id: this.#id(), ownerId: 'somebody-else', name: `x${time}` }],
        assumed,
      );
    }
  }

  /** A card of many records that is given to colleagues and taken from them again and again. */
  async largeCard(records: number): Promise<string> {
    const card = this.#id();
    await this.#push('clients', [clientOf(card, this.userId)]);
    for (let from = 0; from < records; from += 500) {
      const docs = Array.from({ length: Math.min(500, records - from) }, () =>
        noteOf(this.#id(), card, this.userId, 'x'.repeat(2000)),
      );
      await this.#push('notes', docs);
    }
    return card;
  }

  async shareCard(card: string, colleagues: readonly string[], times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      for (const colleague of colleagues) {
        const one = participantOf(this.#id(), card, colleague, this.userId);
        await this.#push('participants', [one]);
        await this.#push('participants', [{ ...one, _deleted: true }], one);
      }
    }
  }

  /** Contents that are announced to be huge and of which some bytes are sent. */
  async announceFiles(times: number): Promise<void> {
    const card = this.#id();
    await this.#push('clients', [clientOf(card, this.userId)]);
    for (let time = 0; time < times; time += 1) {
      const hash = randomBytes(32).toString('hex');
      await this.#push('files', [fileOf(this.#id(), card, this.userId, hash, 100_000_000)]);
      const response = await fetch(`${this.device.url}/files/${hash}?at=0&size=100000000`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${this.device.token}`, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(20_000),
      });
      this.#count(response.status);
      await response.arrayBuffer();
    }
  }

  /** Lines for the log, as fast as they are taken. */
  async tellExports(times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      const exports = Array.from({ length: 500 }, () => ({
        id: this.#id(),
        ...{ what: 'document', count: 1, at: new Date().toISOString(), by: '' },
      }));
      const { status } = await call(this.device.url, 'POST', '/audit/exports', {
        token: this.device.token,
        body: { exports },
      });
      this.#count(status);
    }
  }

  /** Asks and never reads the answer. */
  async askWithoutReading(path: string, times: number): Promise<void> {
    const { hostname, port } = new URL(this.device.url);
    for (let time = 0; time < times; time += 1) {
      const socket = connect(Number(port), hostname);
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => this.#sockets.delete(socket));
      // A socket nobody listens to is not read.
      socket.pause();
      socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${this.device.token}\r\n\r\n`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** Signs the hostile one in. */
export async function hostileSeller(url: string, login: string, userId: string): Promise<HostileSeller> {
  return new HostileSeller(await Device.logIn(url, login, `${login}-laptop`), userId);
}

import { isDeepStrictEqual } from 'node:util';
import { type Answer, Device, type Page } from './client';

export type Doc = Record<string, unknown> & { id: string; _deleted: boolean };

interface Held {
  state: Doc;
  /** What the server is known to have; undefined before the first push. */
  assumed: Doc | undefined;
}

/** The collections a replica keeps, children last. */
export const replicated = ['clients', 'participants', 'notes'] as const;
export type Replicated = (typeof replicated)[number];

/**
 * A device reduced to the protocol: what RxDB does with pages and answers, in memory and in one thread. An edit that is
 * not sent keeps its record from being overwritten; conflicts are joined by `merge` and sent again.
 */
export class Replica {
  private readonly held = new Map<string, Held>();
  private readonly checkpoints = new Map<string, { id: string; lwt: number }>();

  constructor(
    readonly device: Device,
    private readonly merge: (mine: Doc, theirs: Doc) => Doc,
  ) {}

  static async signIn(
    url: string,
    login: string,
    device: string,
    merge: (mine: Doc, theirs: Doc) => Doc,
  ): Promise<Replica> {
    return new Replica(await Device.logIn(url, login, device), merge);
  }

  /** Living records of a collection, by id. */
  living(collection: Replicated): Doc[] {
    return [...this.held]
      .filter(([key, { state }]) => key.startsWith(`${collection} `) && !state._deleted)
      .map(([, { state }]) => state)
      .sort((a, b) => a.id.localeCompare(b.id));
  }

  /** Everything the replica holds, as text: tombstones, too. */
  everything(): string {
    return JSON.stringify([...this.held.values()]);
  }

  write(collection: Replicated, state: Doc): void {
    const key = `${collection} ${state.id}`;
    this.held.set(key, { state, assumed: this.held.get(key)?.assumed });
  }

  /** Exchanges until nothing is left to say. @returns the states the server took, in conflict or not */
  async sync(): Promise<Doc[]> {
    const taken: Doc[] = [];
    for (let round = 0; round < 20; round += 1) {
      for (const collection of replicated) await this.pull(collection);
      let sent = 0;
      for (const collection of replicated) {
        const rows = await this.push(collection);
        taken.push(...rows);
        sent += rows.length;
      }
      if (sent === 0) return taken;
    }
    throw new Error('the replica does not come to rest');
  }

  async pull(collection: Replicated): Promise<void> {
    for (;;) {
      const last = this.checkpoints.get(collection) ?? { id: '', lwt: 0 };
      const query = new URLSearchParams({ id: last.id, lwt: String(last.lwt), limit: '50' });
      const { status, body } = await this.device.get<Page<Doc>>(`/${collection}/0/pull?${query}`);
      if (status !== 200) throw new Error(`pull answered ${status}`);
      for (const doc of body.documents) {
        const key = `${collection} ${doc.id}`;
        const held = this.held.get(key);
        const isDirty = held !== undefined && !isDeepStrictEqual(held.state, held.assumed);
        if (!isDirty) this.held.set(key, { state: doc, assumed: doc });
      }
      this.checkpoints.set(collection, body.checkpoint);
      if (body.documents.length < 50) return;
    }
  }

  private async push(collection: Replicated): Promise<Doc[]> {
    const dirty = [...this.held].filter(
      ([key, { state, assumed }]) => key.startsWith(`${collection} `) && !isDeepStrictEqual(state, assumed),
    );
    if (dirty.length === 0) return [];
    const rows = dirty.map(([, { state, assumed }]) => ({
      newDocumentState: state,
      ...(assumed === undefined ? {} : { assumedMasterState: assumed }),
    }));
    const answer: Answer<Doc[]> = await this.device.push<Doc>(collection, rows);
    if (answer.status !== 200) throw new Error(`push answered ${answer.status}`);
    const masters = new Map(answer.body.map((doc) => [doc.id, doc]));
    const taken: Doc[] = [];
    for (const [key, { state }] of dirty) {
      const master = masters.get(state.id);
      if (master === undefined) {
        taken.push(state);
        this.held.set(key, { state, assumed: state });
      } else {
        this.held.set(key, { state: this.merge(state, master), assumed: master });
      }
    }
    return taken.length > 0 ? taken : dirty.map(([, { state }]) => state);
  }
}

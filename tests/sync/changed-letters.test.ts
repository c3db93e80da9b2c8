import { describe, expect, it } from 'vitest';
import { AbsentCollections } from '../../src/main/sync/absent';
import type { Connection } from '../../src/main/sync/connection';
import { EventStreams } from '../../src/main/sync/event-stream';
import { Frame } from '../../src/server/replication/frame';

const page = (id: string, lwt: number) =>
  JSON.stringify({ documents: [{ id, _deleted: false }], checkpoint: { id, lwt } });

/** What a client hears of these bytes: the pages in order, and whether it has given the stream up. */
async function hear(bytes: Buffer): Promise<{ pages: unknown[]; gaveUp: boolean }> {
  const pages: unknown[] = [];
  const stop = new AbortController();
  let gaveUp = false;
  const connection = {
    stopped: stop.signal,
    ready: async () => {},
    succeeded: () => {},
    fetch: async () =>
      new Response(new Uint8Array(bytes), { headers: { 'content-type': 'text/event-stream' } }),
    failed: () => {
      gaveUp = true;
      stop.abort();
    },
  } as unknown as Connection;
  const streams = new EventStreams(connection, () => {}, new AbsentCollections(() => {}));
  streams.follow('clients', {
    connected: () => {},
    page: (one) => {
      pages.push(one);
      // The last one: nothing comes after it.
      if (pages.length === 2 || JSON.stringify(one).includes('later')) stop.abort();
    },
  });
  await streams.run();
  return { pages, gaveUp };
}

describe('a stream on a line that changes letters', () => {
  const [first, later] = [page('first', 1), page('later', 2)].map((text) => new Frame('clients', text).named);

  it('brings every page when nothing is changed', async () => {
    const { pages, gaveUp } = await hear(
      Buffer.concat([first ?? '', later ?? ''].map((one) => Buffer.from(one))),
    );
    expect(pages).toHaveLength(2);
    expect(gaveUp).toBe(false);
  });

  it('is given up, and never passes over a page, whichever letter it is', async () => {
    if (!first || !later) throw new Error('there are two frames');
    for (let at = 0; at < first.length; at += 1) {
      if (!/[0-9a-z]/i.test(String.fromCharCode(first[at] ?? 0))) continue;
      const changed = Buffer.from(first);
      changed[at] = changed[at] === 0x37 ? 0x38 : 0x37;
      const { pages, gaveUp } = await hear(Buffer.concat([changed, later]));
      expect({ at, pages, gaveUp }).toEqual({ at, pages: [], gaveUp: true });
    }
  });
});

import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../../src/server/start-server';
import { idOf } from '../../../support/id';
import { type Backend, password, startTestServer, type Thing } from './backend';
import { call, Device } from './client';

type Pulled = Thing & { _deleted: boolean };
const thing = (id: string, name = 'имя', color: Thing['color'] = 'red'): Pulled => ({
  id,
  name,
  color,
  _deleted: false,
});
const inserts = (...things: Pulled[]) => things.map((newDocumentState) => ({ newDocumentState }));

/** The wire protocol, as `docs/sync.md` words it. */
export function protocolSuite(backend: () => Backend): void {
  describe('the replication protocol', () => {
    let server: RunningServer;
    let anna: Device;
    let oleg: Device;
    /** Where the feed stands, so that tests do not see each other's documents. */
    const head = async () => {
      let lwt = 0;
      for (;;) {
        const { documents, checkpoint } = (await anna.pull<Thing>('things', lwt, 1000)).body;
        lwt = checkpoint.lwt;
        if (documents.length < 1000) return lwt;
      }
    };

    beforeAll(async () => {
      server = await startTestServer(await backend().fresh(), { heartbeatMs: 100 });
      await server.createUser({ login: 'anna', name: 'Анна', password });
      await server.createUser({ login: 'oleg', name: 'Олег', password });
      anna = await Device.logIn(server.url, 'anna', 'laptop-a');
      oleg = await Device.logIn(server.url, 'oleg', 'laptop-o');
    });
    afterAll(() => server.close());

    it('pulls in pages; a short page is the last, an empty one echoes the checkpoint', async () => {
      const start = await head();
      const all = Array.from({ length: 25 }, (_, index) => thing(`page-${String(index).padStart(2, '0')}`));
      expect((await anna.push('things', inserts(...all))).body).toEqual([]);
      const sizes: number[] = [];
      const ids: string[] = [];
      let checkpoint = { id: '', lwt: start };
      for (;;) {
        const page = (await oleg.pull<Thing>('things', checkpoint.lwt, 10)).body;
        sizes.push(page.documents.length);
        ids.push(...page.documents.map(({ id }) => id));
        checkpoint = page.checkpoint;
        if (page.documents.length < 10) break;
      }
      expect(sizes).toEqual([10, 10, 5]);
      expect(ids).toEqual(all.map(({ id }) => id));
      expect(checkpoint.id).toBe('page-24');
      const path = `/things/0/pull?lwt=${checkpoint.lwt}&id=page-24&limit=10`;
      expect((await oleg.get(path)).body).toEqual({ documents: [], checkpoint });
    });

    it('gives back exactly what was pushed, in a page and after a change', async () => {
      const start = await head();
      const odd = thing('odd', 'Ёлка 🎄 "кавычки" \\ <script> \u202Eобратно\u2028 \\u0000', 'blue');
      await anna.push('things', inserts(odd));
      expect((await oleg.pull('things', start)).body.documents).toEqual([odd]);
      const gone = { ...odd, _deleted: true };
      const reordered = { color: odd.color, _deleted: false, name: odd.name, id: odd.id };
      const rows = [{ newDocumentState: gone, assumedMasterState: reordered }];
      expect((await oleg.push('things', rows)).body).toEqual([]);
      expect((await anna.pull('things', start)).body.documents).toEqual([gone]);
    });

    it('ends a page at the byte limit only for a client that asked for one', async () => {
      const start = await head();
      const big = Array.from({ length: 6 }, (_, index) => thing(`big-${index}`, 'x'.repeat(30_000)));
      await anna.push('things', inserts(...big));
      expect((await oleg.pull('things', start, 100)).body.documents).toHaveLength(6);
      const first = (await oleg.pull('things', start, 100, '&bytes=65536')).body;
      expect(first.documents).toHaveLength(2);
      expect(first.more).toBe(true);
      const rest = (await oleg.pull('things', first.checkpoint.lwt, 100, '&bytes=1000000')).body;
      expect(rest.documents).toHaveLength(4);
      expect(rest.more).toBeUndefined();
    });

    it('answers a push with the current master of each row in conflict, and stores the others', async () => {
      const base = thing('conflict', 'как было');
      await anna.push('things', inserts(base));
      const hers = { ...base, name: 'её правка' };
      const his = { ...base, name: 'его правка' };
      expect(
        (await anna.push('things', [{ newDocumentState: hers, assumedMasterState: base }])).body,
      ).toEqual([]);
      const rows = [
        { newDocumentState: his, assumedMasterState: base },
        ...inserts(thing('beside')),
        ...inserts({ ...base, name: 'и без предположения' }),
      ];
      expect((await oleg.push('things', rows)).body).toEqual([hers]);
      const answer = await oleg.push('things', [{ newDocumentState: his, assumedMasterState: hers }]);
      expect(answer.body).toEqual([]);
      const { documents } = (await anna.pull<Thing>('things', 0, 1000)).body;
      expect(documents.find(({ id }) => id === 'conflict')).toEqual(his);
      expect(documents.find(({ id }) => id === 'beside')).toEqual(thing('beside'));
    });

    it('takes a batch again after a lost answer without writing it again', async () => {
      const rows = inserts(thing('echo-1'), thing('echo-2'));
      await anna.push('things', rows);
      const after = await head();
      expect((await anna.push('things', rows)).body).toEqual([]);
      expect(await head()).toBe(after);
    });

    it('takes several states of one document in one batch', async () => {
      const one = thing('twice', 'раз');
      const two = { ...one, name: 'два' };
      const rows = [{ newDocumentState: one }, { newDocumentState: two, assumedMasterState: one }];
      expect((await anna.push('things', rows)).body).toEqual([]);
      const { documents } = (await oleg.pull<Thing>('things', 0, 1000)).body;
      expect(documents.filter(({ id }) => id === 'twice')).toEqual([two]);
    });

    it('refuses a checkpoint it never gave: the server was restored from an older backup', async () => {
      await anna.push('things', inserts(thing('restored')));
      const last = await head();
      const refused = { status: 409, body: { code: 'server-restored', error: true } };
      expect(await oleg.get(`/things/0/pull?id=restored&lwt=${last}`)).toMatchObject({ status: 200 });
      expect(await oleg.get(`/things/0/pull?id=restored&lwt=${last - 1}`)).toMatchObject({ status: 200 });
      expect(await oleg.get(`/things/0/pull?id=restored&lwt=${last + 1}`)).toMatchObject(refused);
      expect(await oleg.get(`/things/0/pull?id=lost&lwt=${last}`)).toMatchObject(refused);
      expect(await oleg.pull('things', last + 1)).toMatchObject(refused);
    });

    it('puts bad rows aside whole, stores the good ones, and says so', async () => {
      const start = await head();
      const rows = [
        ...inserts(thing('good-1')),
        { newDocumentState: { ...thing('wrong-shape'), color: 'зелёный' } },
        { newDocumentState: { ...thing('unknown-field'), extra: 1 } },
        { newDocumentState: thing('nul', 'a\u0000b') },
        { newDocumentState: thing('half', 'a\uD83D') },
        { newDocumentState: thing('huge', 'x'.repeat(1_100_000)) },
        { newDocumentState: { name: 'без ключа', _deleted: false } },
        ...inserts(thing('good-2')),
      ];
      const answer = await anna.push('things', rows);
      expect(answer).toMatchObject({ status: 200, body: [] });
      expect(answer.headers.get('x-kartoteka-rejected')).toBe('6');
      const stored = (await oleg.pull<Thing>('things', start)).body.documents;
      expect(stored.map(({ id }) => id)).toEqual(['good-1', 'good-2']);
      const aside = await anna.get<{ documents: { id: string; reason: string }[] }>('/things/0/rejected');
      const reasons = Object.fromEntries(aside.body.documents.map(({ id, reason }) => [id, reason]));
      expect(reasons).toMatchObject({
        'wrong-shape': 'schema',
        'unknown-field': 'schema',
        nul: 'unstorable-text',
        half: 'unstorable-text',
        huge: 'too-large',
      });
      expect(Object.values(reasons)).toContain('no-id');
      expect((await oleg.get('/things/0/rejected')).body).toEqual({ documents: [] });
    });

    it('lets the next sound edit heal a row put aside, though the device took it for the master', async () => {
      const base = thing('heal', 'как было');
      await anna.push('things', inserts(base));
      const bad = { ...base, name: 'правка', color: 'зелёный' };
      await anna.push('things', [{ newDocumentState: bad, assumedMasterState: base }]);
      const worse = { ...bad, color: 'ещё хуже' };
      await anna.push('things', [{ newDocumentState: worse, assumedMasterState: bad }]);
      const fixed = { ...worse, color: 'blue' };
      const answer = await anna.push('things', [{ newDocumentState: fixed, assumedMasterState: worse }]);
      expect(answer).toMatchObject({ status: 200, body: [] });
      expect(answer.headers.get('x-kartoteka-rejected')).toBeNull();
      const { documents } = (await oleg.pull<Thing>('things', 0, 1000)).body;
      expect(documents.find(({ id }) => id === 'heal')).toEqual(fixed);
      const aside = await anna.get<{ documents: { id: string }[] }>('/things/0/rejected');
      expect(aside.body.documents.map(({ id }) => id)).not.toContain('heal');
    });

    it('streams what is committed to every device, its writer too, and beats', async () => {
      const streams = await Promise.all([anna.stream<Thing>('things'), oleg.stream<Thing>('things')]);
      for (const { response } of streams) {
        expect(response.status).toBe(200);
        expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
      }
      const first = thing('streamed-1');
      const second = { ...first, name: 'ещё' };
      await anna.push('things', inserts(first));
      await oleg.push('things', [{ newDocumentState: second, assumedMasterState: first }]);
      for (const stream of streams) {
        await stream.until(() => stream.documents.some(({ name }) => name === 'ещё'));
        expect(stream.documents.at(-1)).toEqual(second);
        expect(stream.lastCheckpoint).toEqual({ id: 'streamed-1', lwt: await head() });
        await stream.until(() => stream.comments.length > 1);
        await stream.close();
      }
    });

    it('streams several collections in one, each event named by its collection', async () => {
      const both = await anna.listen<Thing>('/pullStream?of=things.0,notes.0,users.0');
      const other = await oleg.listen<Thing>('/pullStream?of=later.3');
      const [first, second] = [thing('several-1'), thing('several-2')];
      await oleg.push('things', inserts(first));
      const at = new Date().toISOString();
      const empty = { createdBy: '', updatedBy: '', importId: '', device: '', clientId: '' };
      const note = {
        ...empty,
        id: idOf('several-note'),
        createdAt: at,
        updatedAt: at,
        kind: 'note',
        text: 'Ждут',
      };
      const annas = { ...note, createdBy: (await anna.get<{ user: { id: string } }>('/me')).body.user.id };
      await anna.push('notes', [{ newDocumentState: { ...annas, _deleted: false } }]);
      await both.until(() => both.documents.length > 1);
      await oleg.push('things', inserts(second));
      await both.until(() => both.documents.length > 2);
      expect(new Set(both.documents.map(({ id }) => id))).toEqual(
        new Set(['several-1', 'several-2', idOf('several-note')]),
      );
      expect([...both.names].sort()).toEqual(['notes', 'things', 'things']);
      expect(other.documents).toEqual([]);
      await Promise.all([both.close(), other.close()]);
    });

    it('ends the streams of a person who logs out', async () => {
      const device = await Device.logIn(server.url, 'oleg', 'laptop-2');
      const [gone, stays] = [await device.stream('things'), await oleg.stream('things')];
      await call(server.url, 'POST', '/auth/logout', { token: device.token });
      await gone.ended;
      const [note] = inserts(thing('after-logout'));
      await anna.push('things', note === undefined ? [] : [note]);
      await stays.until(() => stays.documents.length > 0);
      await stays.close();
    });

    it('never skips a row that is committed while others pull', async () => {
      const start = await head();
      const stream = await oleg.stream<Thing>('things');
      const writers = 8;
      const batches = 12;
      let writing = true;
      const seen: string[] = [];
      const reader = (async () => {
        let lwt = start;
        for (;;) {
          const last = !writing;
          const { documents, checkpoint } = (await oleg.pull<Thing>('things', lwt, 7)).body;
          seen.push(...documents.map(({ id }) => id));
          lwt = checkpoint.lwt;
          if (last && documents.length < 7) return;
        }
      })();
      await Promise.all(
        Array.from({ length: writers }, async (_, writer) => {
          for (let batch = 0; batch < batches; batch += 1) {
            const rows = inserts(thing(`p-${writer}-${batch}-a`), thing(`p-${writer}-${batch}-b`));
            expect((await anna.push('things', rows)).body).toEqual([]);
          }
        }),
      );
      writing = false;
      await reader;
      const expected = writers * batches * 2;
      expect(seen).toHaveLength(expected);
      expect(new Set(seen).size).toBe(expected);
      await stream.until(() => stream.documents.length >= expected);
      expect(stream.documents.map(({ id }) => id)).toEqual(seen);
      await stream.close();
    });

    it('answers every refusal in one shape', async () => {
      const refused = async (
        status: number,
        code: string,
        answer: Promise<{ status: number; body: unknown }>,
      ) => {
        const { status: actual, body } = await answer;
        expect({ actual, body }).toEqual({
          actual: status,
          body: { code, error: true, message: expect.any(String) },
        });
      };
      await refused(401, 'login-required', call(server.url, 'GET', '/things/0/pull'));
      const token = 'A'.repeat(43);
      await refused(401, 'login-required', call(server.url, 'GET', '/things/0/pullStream', { token }));
      await refused(404, 'unknown-collection', anna.get('/secrets/0/pull'));
      await refused(404, 'not-found', anna.get('/nothing'));
      await refused(426, 'update-required', anna.get('/later/2/pull'));
      await refused(426, 'update-required', anna.get('/later/4/pullStream'));
      await refused(426, 'update-required', anna.get('/pullStream?of=things.0,later.4'));
      await refused(404, 'unknown-collection', anna.get('/pullStream?of=things.0,secrets.0'));
      await refused(400, 'invalid-input', anna.get('/pullStream'));
      expect((await anna.get('/later/3/pull')).status).toBe(200);
      await refused(400, 'invalid-input', anna.get('/things/0/pull?lwt=yesterday'));
      await refused(400, 'invalid-input', anna.get('/things/0/pull?limit=5000'));
      await refused(400, 'invalid-input', anna.get('/things/0/pull?lwt=1&id=%00'));
      await refused(400, 'invalid-input', anna.push('things', [{ something: 1 }]));
      await refused(
        400,
        'invalid-input',
        call(server.url, 'POST', '/things/0/push', { token: anna.token, raw: '[{' }),
      );
      const heavy = { token: anna.token, raw: `["${'x'.repeat(8 * 1024 * 1024)}"]` };
      await refused(413, 'too-large', call(server.url, 'POST', '/things/0/push', heavy));
      const bomb = {
        token: anna.token,
        raw: gzipSync(heavy.raw),
        headers: { 'content-encoding': 'gzip' },
      };
      await refused(413, 'too-large', call(server.url, 'POST', '/things/0/push', bomb));
      const garbage = { ...bomb, raw: 'not gzip' };
      await refused(400, 'invalid-input', call(server.url, 'POST', '/things/0/push', garbage));
    });

    it("takes the headers that RxDB's own client sends", async () => {
      const authorization = `Bearer ${anna.token}`;
      const kinds = { authorization, accept: 'application/json', 'content-type': 'application/json' };
      const page = await fetch(`${server.url}/things/0/pull?lwt=0&id=&limit=1`, { headers: kinds });
      expect(page.status).toBe(200);
      expect(await page.json()).toMatchObject({ checkpoint: { lwt: expect.any(Number) } });
      const body = JSON.stringify(inserts(thing('official')));
      const pushed = await fetch(`${server.url}/things/0/push`, { method: 'POST', headers: kinds, body });
      expect([pushed.status, await pushed.json()]).toEqual([200, []]);
      const following = { authorization, 'cache-control': 'no-cache', 'last-event-id': 'of another stream' };
      const end = new AbortController();
      const headers = { ...following, accept: 'text/event-stream' };
      const stream = await fetch(`${server.url}/things/0/pullStream`, { headers, signal: end.signal });
      expect([stream.status, stream.headers.get('content-type')]).toEqual([
        200,
        expect.stringContaining('text/event-stream'),
      ]);
      end.abort();
    });

    it('packs long answers and unpacks packed requests', async () => {
      const start = await head();
      const rows = inserts(...Array.from({ length: 20 }, (_, index) => thing(`packed-${index}`)));
      const packed = {
        token: anna.token,
        raw: gzipSync(JSON.stringify(rows)),
        headers: { 'content-encoding': 'gzip' },
      };
      expect((await call(server.url, 'POST', '/things/0/push', packed)).status).toBe(200);
      const answer = await oleg.pull<Thing>('things', start);
      expect(answer.headers.get('content-encoding')).toBe('gzip');
      expect(answer.body.documents).toHaveLength(20);
    });

    it('is healthy, ready, and closed to pages of other origins', async () => {
      expect((await call(server.url, 'GET', '/healthz')).body).toEqual({ status: 'ok' });
      expect((await call(server.url, 'GET', '/readyz')).body).toEqual({ status: 'ready' });
      const { headers } = await call(server.url, 'GET', '/healthz', {
        headers: { origin: 'https://example.com' },
      });
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    });
  });
}

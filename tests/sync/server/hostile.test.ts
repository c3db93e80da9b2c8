import { setTimeout as pause } from 'node:timers/promises';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Endpoint, signIn, startEndpoint } from '../../../bench/sync/endpoint';
import { clientOf, noteOf } from './support/cards';
import { Device } from './support/client';
import { type HostileSeller, hostileSeller } from './support/hostile-seller';
import { startPostgres } from './support/postgres';
import { letIn } from './support/staff';

const megabyte = 1024 * 1024;
/** Small shares, so that it is soon seen where they end. */
const limits = {
  recordsBytes: 20 * megabyte,
  keptBytes: 16 * megabyte,
  asideBytes: 12 * megabyte,
  filesBytes: 4 * megabyte,
  unreadBytes: 8 * megabyte,
  streams: 5,
  exportsAnHour: 1000,
  settledAtOnce: 50,
};
/** What the endpoint may hold beside what it holds at rest: the shares above, and a request or two of each. */
const maxHeld = 160 * megabyte;

const canRun = await startPostgres().then(
  (postgres) => postgres.stop().then(() => true),
  () => false,
);

/** One seller against the endpoint: what it keeps, holds and answers, not how long it takes. */
describe.skipIf(!canRun)('a hostile seller', () => {
  let endpoint: Endpoint;
  let root: Device;
  let honest: Device;
  let honestId: string;
  let hostile: HostileSeller;
  let mallory: Device;
  let malloryId: string;
  let atRest = 0;

  beforeAll(async () => {
    // A heap of 256 MB: what was held without bounds would end the process.
    endpoint = await startEndpoint({ limits, connections: { silenceMs: 4000 } }, 256);
    const { url } = endpoint;
    root = new Device(url, await signIn(url, 'root'));
    honestId = await letIn(url, root.token, 'anna');
    malloryId = await letIn(url, root.token, 'mallory');
    honest = await Device.logIn(url, 'anna', 'anna-laptop');
    hostile = await hostileSeller(url, 'mallory', malloryId);
    mallory = await Device.logIn(url, 'mallory', 'mallory-2');
    atRest = (await endpoint.usage()).held;
  });
  afterAll(async () => {
    hostile?.leave();
    await endpoint?.stop();
  });
  const held = async () => (await endpoint.usage()).held - atRest;

  it('has deleted rows checked as any other, and put aside up to his share', async () => {
    await hostile.junk(8);
    expect((await mallory.pull('notes')).body.documents).toEqual([]);
    expect(hostile.statuses['200']).toBeGreaterThan(0);
    expect(hostile.statuses['507']).toBeGreaterThan(0);
    const note = noteOf(ulid(), '', honestId);
    await honest.push('notes', [{ newDocumentState: note }]);
    // A deletion may name nothing but the record, and one bad row does not hold up the others.
    const rows = [
      { newDocumentState: { id: note.id, _deleted: true }, assumedMasterState: note },
      { newDocumentState: { id: ulid(), _deleted: true, clientId: 'x'.repeat(5000) } },
      { newDocumentState: noteOf(ulid(), '', honestId, 'sound') },
    ];
    const answer = await honest.push('notes', rows);
    expect(answer).toMatchObject({ status: 200, body: [] });
    expect(answer.headers.get('x-kartoteka-rejected')).toBe('1');
    const { documents } = (await honest.pull<{ text: string }>('notes')).body;
    expect(documents.map(({ _deleted, text }) => [_deleted, text])).toEqual([
      [true, 'Заметка'],
      [false, 'sound'],
    ]);
  });

  it('stores no more than his share, and may still make it less', async () => {
    const before = hostile.statuses['507'] ?? 0;
    await hostile.fill(8);
    expect(hostile.statuses['507'] ?? 0).toBeGreaterThan(before);
    const page = (await mallory.pull<{ id: string; text: string }>('notes', 0, 5)).body;
    const [first] = page.documents;
    const gone = { newDocumentState: { id: first?.id, _deleted: true }, assumedMasterState: first };
    expect((await mallory.push('notes', [gone])).status).toBe(200);
    const smaller = page.documents.slice(1).map((doc) => ({
      newDocumentState: { ...doc, text: '' },
      assumedMasterState: doc,
    }));
    expect(await mallory.push('notes', smaller)).toMatchObject({ status: 200, body: [] });
    // Nobody else notices.
    expect((await honest.push('notes', [{ newDocumentState: noteOf(ulid(), '', honestId) }])).status).toBe(
      200,
    );
  });

  it('cannot make the endpoint hold what he does not read, and is cut in the end', async () => {
    const path = '/notes/0/pull?lwt=0&id=&limit=1000';
    await hostile.askWithoutReading(path, 40);
    await hostile.askWithoutReading(`${path}&bytes=999999999`, 40);
    await hostile.askWithoutReading('/notes/0/pullStream', 20);
    let most = 0;
    for (let look = 0; look < 6; look += 1) {
      most = Math.max(most, await held());
      await pause(250);
    }
    expect(most).toBeLessThan(maxHeld);
    // Whoever reads is answered, the whole page and not a byte less.
    expect((await honest.pull('notes')).status).toBe(200);
    hostile.leave();
    const whole = (await mallory.pull<{ id: string }>('notes', 0, 1000)).body;
    const parts: string[] = [];
    for (let lwt = 0, more = true; more; ) {
      const part = (await mallory.pull<{ id: string }>('notes', lwt, 1000, '&bytes=999999999')).body;
      parts.push(...part.documents.map(({ id }) => id));
      lwt = part.checkpoint.lwt;
      more = part.more === true;
    }
    expect(whole.documents.map(({ id }) => id)).toEqual(parts);
    expect(whole.documents.length).toBeGreaterThan(100);
    expect(whole.more).toBeUndefined();
    expect(whole.checkpoint.id).toBe(whole.documents.at(-1)?.id);
  });

  it('fills the inbox up to his share, and the inbox is still read', async () => {
    const foreign = clientOf(ulid(), honestId);
    await honest.push('clients', [{ newDocumentState: foreign }]);
    const edits = Array.from({ length: 12 }, (_, index) => ({
      ...foreign,
      name: `${index} ${'x'.repeat(100)}`,
    }));
    for (const edit of edits) {
      // Said to have begun from seven megabytes that never were.
      const assumedMasterState = { ...foreign, junk: 'я'.repeat(3_400_000) };
      const { status } = await mallory.push('clients', [{ newDocumentState: edit, assumedMasterState }]);
      expect(status).toBe(200);
    }
    const read = await root.get<{ items: unknown[]; more?: boolean }>('/inbox?limit=200');
    expect(read.status).toBe(200);
    expect(read.body.items.length).toBeGreaterThan(0);
    expect(JSON.stringify(read.body).length).toBeLessThan(8 * megabyte);
    expect(await held()).toBeLessThan(maxHeld);
  });

  it('announces files of any size, and holds room for what he sent of them', async () => {
    await hostile.announceFiles(60);
    const card = clientOf(ulid(), honestId);
    await honest.push('clients', [{ newDocumentState: card }]);
    expect((await root.get('/inbox')).status).toBe(200);
    expect(hostile.statuses['507'] ?? 0).toBeGreaterThan(0);
  });

  it('fills no log', async () => {
    const refused = hostile.statuses['429'] ?? 0;
    await hostile.tellExports(6);
    expect((hostile.statuses['429'] ?? 0) - refused).toBe(4);
  });
});

describe.skipIf(!canRun)('a large card', () => {
  it('changes hands step by step, and in the end wholly', async () => {
    const endpoint = await startEndpoint({ limits: { settledAtOnce: 20 } });
    try {
      const { url } = endpoint;
      const root = new Device(url, await signIn(url, 'root'));
      const [annaId, borisId] = [await letIn(url, root.token, 'anna'), await letIn(url, root.token, 'boris')];
      const [anna, boris] = [await Device.logIn(url, 'anna', 'a'), await Device.logIn(url, 'boris', 'b')];
      const card = clientOf(ulid(), annaId);
      await anna.push('clients', [{ newDocumentState: card }]);
      const notes = Array.from({ length: 900 }, () => noteOf(ulid(), card.id, annaId));
      await anna.push(
        'notes',
        notes.map((newDocumentState) => ({ newDocumentState })),
      );
      const given = { newDocumentState: { ...card, ownerId: borisId }, assumedMasterState: card };
      expect((await anna.push('clients', [given])).body).toEqual([]);
      const seen = async (device: Device) => {
        const ids = new Map<string, boolean>();
        for (let lwt = 0, full = true; full; ) {
          const { documents, checkpoint } = (await device.pull<{ id: string }>('notes', lwt, 1000)).body;
          for (const { id, _deleted } of documents) ids.set(id, !_deleted);
          full = documents.length === 1000;
          lwt = checkpoint.lwt;
        }
        return [...ids.values()].filter(Boolean).length;
      };
      const until = Date.now() + 20_000;
      while ((await seen(boris)) < notes.length && Date.now() < until) await pause(50);
      expect(await seen(boris)).toBe(notes.length);
      expect(await seen(anna)).toBe(0);
    } finally {
      await endpoint.stop();
    }
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { type Device, openDevice, until } from '../support/device';
import { idOf } from '../support/id';

/** Made by the version before deals: see `tests/fixtures/upgrade/README.md`. */
const fixture = fileURLToPath(new URL('../fixtures/upgrade/before-deals.db.gz', import.meta.url));
const password = 'очень-длинный пароль 8';
const moment = { now: '2026-12-01T09:00:00.000Z', today: '2026-12-01' };

let server: RunningServer;
let old: Device;
let other: Device;
let folder: string;

beforeAll(async () => {
  server = await startServer({ database: { memory: true }, passwordCost: 4 });
  for (const login of ['anna', 'vera']) {
    await server.createUser({ login, name: login, role: 'admin', password });
  }
  folder = mkdtempSync(join(tmpdir(), 'картотека прежняя '));
  writeFileSync(join(folder, 'kartoteka.db'), gunzipSync(readFileSync(fixture)));
  old = await openDevice('Анна', {
    ...{ folder, deviceId: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed', encryptionKey: '' },
    session: {
      userId: idOf('user-1'),
      userName: 'Анна Смирнова',
      deviceId: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed',
      deviceName: 'Ноутбук Анны',
      series: 'А1',
    },
  });
  other = await openDevice('Вера');
});
afterAll(async () => {
  await Promise.all([old?.close(), other?.close()]);
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const clients = async (device: Device) => {
  const { noClientFilter } = await import('../../src/shared/clients/contract');
  return device.read('clients.window', {
    ...{ filter: noClientFilter, sort: { field: 'name', descending: false }, offset: 0, limit: 50 },
  });
};

describe('a database of the version before deals', () => {
  let clientId: string;

  it('opens with everything in place: cards, history, bin, search, documents and their numbers', async () => {
    const { rows } = await clients(old);
    expect(rows.map(({ name, city }) => [name, city])).toEqual([
      ['Лютик', ''],
      ['Ромашка', 'Казань'],
    ]);
    clientId = rows[1]?.id ?? '';
    const card = await old.read('clients.card', { id: clientId });
    expect(card?.contacts.map(({ name }) => name)).toEqual(['Иванова Анна']);
    const timeline = await old.read('timeline.newest', { clientId, kinds: [], limit: 20 });
    expect(timeline.entries.map(({ kind }) => kind).sort()).toEqual([
      'call',
      'created',
      'document',
      'note',
      'task',
    ]);
    const history = await old.read('history.page', {
      collection: 'clients',
      id: clientId,
      offset: 0,
      limit: 9,
    });
    expect(history?.rows.flatMap(({ fields }) => fields.map(({ field }) => field))).toEqual(
      expect.arrayContaining(['city', 'phones']),
    );
    const bin = await old.read('bin.window', { kinds: ['notes'], text: '', offset: 0, limit: 9 });
    expect(bin.rows).toHaveLength(1);
    const posted = timeline.entries.find(({ kind }) => kind === 'document');
    expect(posted).toMatchObject({ document: { number: 'А1-000001', status: 'posted' } });
  });

  it('has its imports and its counters, though they are kept without an RxDB collection now', async () => {
    const [run] = await old.read('import.history', {});
    expect(run).toMatchObject({ fileName: 'клиенты.csv', state: 'done', clients: 1, records: {} });
    const draft = await old.command('documents.createDraft', {
      clientId,
      type: 'invoice',
      date: '2026-03-11',
    });
    const first = await old.read('timeline.newest', { clientId, kinds: ['document'], limit: 9 });
    expect(first.counts.document).toBe(2);
    const known = await old.read('documents.byId', { id: draft.id });
    if (!known) throw new Error('the draft was expected');
    const line = { id: '1', article: '', name: 'Кабель', unit: 'м', quantity: '2', price: 5000, discount: 0 };
    const content = { ...known.content, lines: [{ ...line, vatRate: '22' }] };
    await old.command('documents.changeDraft', { id: draft.id, content });
    expect(await old.command('documents.post', { id: draft.id })).toEqual({ number: 'А1-000002' });
    expect(await old.command('import.undo', { id: run?.id ?? '', changedToo: false })).toMatchObject({
      ...{ removed: 1, restored: 1 },
    });
    expect((await clients(old)).rows.map(({ name }) => name)).toEqual(['Ромашка']);
  });

  it('has deals from now on, and goes to an upgraded server with all it has', async () => {
    const task = { title: 'Позвонить', dueDate: '2026-12-02' };
    const { id } = await old.command('deals.create', { patch: { title: 'Поставка', clientId }, task });
    await old.connect(server.url, 'anna', password);
    await until('all has gone', () => old.status().phase === 'online' && old.status().unsent === 0);
    await other.connect(server.url, 'vera', password);
    const seen = await until('the deal came', () => other.read('deals.byId', { id, ...moment }));
    expect(seen.row).toMatchObject({
      clientName: 'Ромашка',
      stageName: 'Новый запрос',
      nextTitle: 'Позвонить',
    });
    const timeline = await until('its card came with it', async () => {
      const page = await other.read('timeline.newest', { clientId, kinds: [], limit: 20 });
      return page.counts.document === 2 && page.counts.call === 1 && page.counts.note === 1 ? page : null;
    });
    expect(timeline.counts).toMatchObject({ task: 2, deal: 1 });
  });
});

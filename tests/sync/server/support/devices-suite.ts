import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriesAt } from '../../../../src/server/auth/series';
import { servedCollections } from '../../../../src/server/replication/collections';
import { noteRestore } from '../../../../src/server/replication/restored';
import type { RunningServer } from '../../../../src/server/start-server';
import type { DatabaseChoice } from '../../../../src/server/store/database';
import { openStore } from '../../../../src/server/store/open';
import { idOf } from '../../../support/id';
import { type Backend, password, startTestServer } from './backend';
import { clientOf, fileOf, noteOf } from './cards';
import { call, Device, type Login, logIn } from './client';
import type { Doc } from './replica';

/** A device's series is its own, whoever names it, however often it asks, and whatever the database has forgotten. */
export function devicesSuite(backend: () => Backend): void {
  describe('the series of a device', () => {
    let server: RunningServer;
    let database: DatabaseChoice;
    let now = new Date('2026-11-25T09:00:00.000Z');
    const ids: Record<string, string> = {};
    const secretOf = () => randomBytes(32).toString('base64url');
    const signIn = async (
      login: string,
      device: string,
      extra: { secret?: string; series?: string; restored?: boolean } = {},
    ) => {
      const { secret, ...rest } = extra;
      const named = { id: device, name: `${login} ${device}`, ...(secret ? { secret } : {}) };
      return logIn(server.url, login, device, { device: named, ...rest });
    };
    const seriesFor = async (...args: Parameters<typeof signIn>) => (await signIn(...args)).body.series;
    const me = async (token: string) =>
      (await new Device(server.url, token).get<{ series: string }>('/me')).body.series;
    const refresh = (body: object) => call<Login>(server.url, 'POST', '/auth/refresh', { body });
    const start = () => startTestServer(database, { collections: servedCollections(), now: () => now });

    beforeAll(async () => {
      database = await backend().fresh();
      server = await start();
      for (const [login, role] of [
        ['anna', 'seller'],
        ['boris', 'seller'],
        ['vera', 'seller'],
        ['burner', 'seller'],
        ['root', 'admin'],
      ] as const) {
        ids[login] = (await server.createUser({ login, name: login, role, password })).id;
      }
    });
    afterAll(() => server.close());

    it('is not given to whoever signs in under its name, unless he knows its secret', async () => {
      const secret = secretOf();
      const hers = await seriesFor('anna', 'shared', { secret });
      const strangers = new Set<string>();
      for (const extra of [{}, { secret: secretOf() }, { series: hers }]) {
        const { body } = await signIn('boris', 'shared', extra);
        strangers.add(body.series);
        expect(await me(body.token)).toBe(body.series);
      }
      expect(strangers.size).toBe(1);
      expect(strangers).not.toContain(hers);
      // A computer of two people: both have its one database and its one counter.
      expect(await seriesFor('vera', 'shared', { secret })).toBe(hers);
      expect(await seriesFor('anna', 'shared', { secret })).toBe(hers);
      // An older client of hers knows no secret; it is her device all the same.
      expect(await seriesFor('anna', 'shared')).toBe(hers);
      const { body } = await new Device(server.url, (await signIn('root', 'desk')).body.token).get<{
        devices: { id: string; name: string; series: string }[];
      }>('/devices');
      expect(body.devices.find((one) => one.id === 'shared')).toMatchObject({
        name: 'anna shared',
        series: hers,
      });
    });

    it('is bound to the secret of a device that had none, by its own person only', async () => {
      const hers = await signIn('anna', 'old-client');
      const stolen = secretOf();
      expect(await seriesFor('boris', 'old-client', { secret: stolen })).not.toBe(hers.body.series);
      const secret = secretOf();
      const refreshed = await refresh({
        refreshToken: hers.body.refreshToken,
        device: { name: 'Новое имя', secret },
      });
      expect(refreshed.body.series).toBe(hers.body.series);
      expect(await seriesFor('vera', 'old-client', { secret: stolen })).not.toBe(hers.body.series);
      expect(await seriesFor('vera', 'old-client', { secret })).toBe(hers.body.series);
      // An older client says nothing of it and is told nothing.
      const old = await refresh({ refreshToken: refreshed.body.refreshToken });
      expect([old.status, old.body.series]).toEqual([200, undefined]);
    });

    it('is a new one a few times a day, not three hundred times in two seconds', async () => {
      const { body } = await signIn('burner', 'burning');
      const given = new Set([body.series]);
      const statuses = new Map<number, number>();
      const note = (status: number, series: string | undefined) => {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (series) given.add(series);
      };
      for (let times = 0; times < 150; times += 1) {
        const answer = await call<{ series?: string }>(server.url, 'POST', '/device/restored', {
          token: body.token,
        });
        note(answer.status, answer.body.series);
      }
      for (let times = 0; times < 20; times += 1) {
        const login = await signIn('burner', 'burning', { restored: true });
        note(login.status, login.body.series);
      }
      expect(given.size).toBeLessThanOrEqual(11);
      expect(statuses.get(429)).toBeGreaterThan(100);
      // New names for one device do not help him, nor series he makes up.
      for (let times = 0; times < 100; times += 1)
        note(0, (await signIn('burner', `burning-${times}`)).body.series);
      for (let times = 0; times < 20; times += 1) {
        note(0, (await signIn('burner', 'burning', { series: seriesAt(5000 + times) })).body.series);
      }
      expect(given.size).toBeLessThanOrEqual(65);
      // Others are given theirs, and he his own again, and tomorrow a new one.
      expect((await signIn('anna', 'another')).status).toBe(200);
      expect((await signIn('burner', 'burning')).status).toBe(200);
      now = new Date(now.getTime() + 25 * 3600_000);
      expect((await signIn('burner', 'burning', { restored: true })).status).toBe(200);
    });

    it('is kept through a restore of the database that does not know it', async () => {
      const kept = await seriesFor('anna', 'before-backup');
      const after = seriesAt(3000);
      // The device was given it after the backup, so that the database is as if it had never been.
      expect(await seriesFor('anna', 'after-backup', { series: after })).toBe(after);
      expect(await seriesFor('anna', 'after-backup', { series: after })).toBe(after);
      // It was given to another meanwhile: then this one gets a new one.
      const second = await seriesFor('boris', 'late', { series: after });
      expect(second).not.toBe(after);
      expect(await seriesFor('boris', 'late', { series: second })).toBe(second);
      // A device that is known under an older one has had a new one after the backup.
      const renewed = seriesAt(3001);
      const { body } = await signIn('anna', 'before-backup');
      expect(body.series).toBe(kept);
      expect((await refresh({ refreshToken: body.refreshToken, series: renewed })).body.series).toBe(renewed);
      expect(await seriesFor('anna', 'before-backup')).toBe(renewed);
      // A makeshift of its own, and nonsense, is none of ours.
      for (const series of ['Н-1К4Х7ВЕ', '', 'Ё1', 'А0', "А1'; --", 'a1']) {
        expect(await seriesFor('anna', 'before-backup', { series })).toBe(renewed);
      }
    });

    it('is none that may have been given after the backup, once the restore is known', async () => {
      const before = await seriesFor('vera', 'before-restore');
      const admin = new Device(server.url, (await signIn('root', 'desk')).body.token);
      const seller = new Device(server.url, (await signIn('boris', 'boris-desk')).body.token);
      // A seller may make up any checkpoint: it shows nothing.
      expect((await seller.get(`/clients/0/pull?id=&lwt=999999999`)).status).toBe(409);
      const next = await seriesFor('vera', 'after-sellers-word');
      expect((await admin.get(`/clients/0/pull?id=&lwt=999999999`)).status).toBe(409);
      const last = await seriesFor('vera', 'after-restore');
      const place = (series: string) =>
        Array.from({ length: 6000 }, (_, index) => seriesAt(index)).indexOf(series);
      expect(place(next) - place(before)).toBeLessThan(10);
      expect(place(last) - place(next)).toBeGreaterThan(90);
      await admin.get(`/clients/0/pull?id=&lwt=999999999`);
      expect(place(await seriesFor('vera', 'noted-once')) - place(last)).toBeLessThan(10);
      const log = await admin.get<{ entries: { event: string }[] }>('/audit?limit=500');
      expect(log.body.entries.filter(({ event }) => event === 'database-restored')).toHaveLength(1);
    });

    it('does not keep colleagues’ records from coming back in their names after a restore', async () => {
      const boris = new Device(server.url, (await signIn('boris', 'boris-desk')).body.token);
      const of = (one: string, createdAt: string) => ({
        ...noteOf(one, idOf('c-back'), ids.anna ?? ''),
        ...{ createdAt, updatedAt: createdAt },
      });
      const insert = (...docs: object[]) => docs.map((newDocumentState) => ({ newDocumentState }));
      await boris.push('clients', insert(clientOf(idOf('c-back'), ids.boris ?? '')));
      await boris.push(
        'notes',
        insert(
          of(idOf('n-back'), '2026-11-20T09:00:00.000Z'),
          of(idOf('n-later'), new Date(now.getTime() + 60_000).toISOString()),
          { ...of(idOf('n-nobody'), '2026-11-20T09:00:00.000Z'), createdBy: 'local-0000beef' },
        ),
      );
      const by = async (one: string) => (await boris.get<Doc>(`/notes/0/documents/${one}`)).body.createdBy;
      expect([await by(idOf('n-back')), await by(idOf('n-later')), await by(idOf('n-nobody'))]).toEqual([
        ids.anna,
        ids.boris,
        ids.boris,
      ]);
    });

    it('is told of by the command line, too, and only once in a day', async () => {
      await server.close();
      const store = await openStore(database);
      const first = await noteRestore(
        store.database,
        store.workspace,
        new Date(now.getTime() + 26 * 3600_000),
        null,
      );
      const again = await noteRestore(
        store.database,
        store.workspace,
        new Date(now.getTime() + 27 * 3600_000),
        null,
      );
      await store.close();
      server = await start();
      expect([first, again]).toEqual([true, false]);
    });

    it('opens no content to a hash that somebody took from the inbox', async () => {
      const content = Buffer.from('Тайна, которую знает только Анна');
      const hash = createHash('sha256').update(content).digest('hex');
      const insert = (...docs: object[]) => docs.map((newDocumentState) => ({ newDocumentState }));
      const token = async (login: string, device: string) => (await signIn(login, device)).body.token;
      const anna = new Device(server.url, await token('anna', 'anna-files'));
      const root = new Device(server.url, await token('root', 'desk'));
      await anna.push('clients', insert(clientOf(idOf('c-hers'), ids.anna ?? '')));
      await anna.push(
        'files',
        insert(fileOf(idOf('f-hers'), idOf('c-hers'), ids.anna ?? '', hash, content.length)),
      );
      const sent = await fetch(`${server.url}/files/${hash}?at=0&size=${content.length}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${anna.token}`, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(content),
      });
      expect(sent.status).toBe(200);
      // He knows the hash alone. His laptop is revoked, and the administrator, who has read the content, takes its row.
      const lost = new Device(server.url, await token('boris', 'boris-lost'));
      const boris = new Device(server.url, await token('boris', 'boris-other'));
      await boris.push('clients', insert(clientOf(idOf('c-his'), ids.boris ?? '')));
      const read = async (device: Device) =>
        (
          await fetch(`${server.url}/files/${hash}/content?at=0`, {
            headers: { authorization: `Bearer ${device.token}` },
          })
        ).status;
      expect(await read(root)).toBe(200);
      await root.get(`/files/${hash}`);
      expect((await root.post('/devices/boris-lost/revoke')).status).toBe(204);
      await lost.push(
        'files',
        insert(fileOf(idOf('f-his'), idOf('c-his'), ids.boris ?? '', hash, content.length)),
      );
      const { items } = (await root.get<{ items: { id: string; recordId: string }[] }>('/inbox')).body;
      const item = items.find(({ recordId }) => recordId === idOf('f-his'));
      expect((await root.post(`/inbox/${item?.id}/resolve`, { take: 'all' })).status).toBe(204);
      expect((await boris.get<Doc>(`/files/0/documents/${idOf('f-his')}`)).body).toMatchObject({
        createdBy: ids.boris,
        hash,
      });
      expect(await read(boris)).toBe(404);
      // Nor does the record he has open it by an edit of whoever has the content.
      const record = (await boris.get<Doc>(`/files/0/documents/${idOf('f-his')}`)).body;
      await root.push('files', [
        { newDocumentState: { ...record, name: 'Другое.pdf' }, assumedMasterState: record },
      ]);
      expect(await read(boris)).toBe(404);
      expect(await read(anna)).toBe(200);
    });
  });
}

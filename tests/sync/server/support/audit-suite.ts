import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../../src/server/start-server';
import type { DatabaseChoice } from '../../../../src/server/store/database';
import type { AuditPage } from '../../../../src/shared/audit/events';
import { type Backend, password, startTestServer } from './backend';
import { Device, logIn } from './client';

const day = 24 * 3600_000;

/** The log: what is in it, how it is asked, and for how long it is kept. */
export function auditSuite(backend: () => Backend): void {
  describe('the audit log', () => {
    let server: RunningServer;
    let choice: DatabaseChoice;
    let root: Device;
    let anna: Device;
    const ids = new Map<string, string>();
    let now = new Date('2026-11-21T09:00:00.000Z');
    const start = async () => {
      server = await startTestServer(choice, { now: () => now, auditDays: 30 });
    };
    const page = async (query = '') => {
      const { status, body } = await root.get<AuditPage>(`/audit?limit=500${query}`);
      expect(status).toBe(200);
      return body;
    };
    const events = async (query = '') => (await page(query)).entries.map(({ event }) => event);
    const exported = (n: number, more: object = {}) => ({
      id: `01J000000000000000000000${String(n).padStart(2, '0')}`,
      what: 'document',
      count: n,
      at: now.toISOString(),
      by: ids.get('anna') ?? '',
      ...more,
    });

    beforeAll(async () => {
      choice = await backend().fresh();
      await start();
      for (const [login, role] of [
        ['root', 'admin'],
        ['anna', 'seller'],
        ['vera', 'head'],
      ] as const) {
        ids.set(login, (await server.createUser({ login, name: `${login} Я.`, role, password })).id);
      }
      root = await Device.logIn(server.url, 'root', 'root-laptop');
      anna = await Device.logIn(server.url, 'anna', 'anna-laptop');
    });
    afterAll(() => server.close());

    it('has sign-ins with device and address, failures and locks, and names whom it speaks of', async () => {
      for (let attempt = 0; attempt < 6; attempt += 1) {
        await logIn(server.url, 'vera', 'thief', { password: 'wrong' });
        await logIn(server.url, 'nobody-here', 'thief', { password: 'wrong' });
      }
      await server.setUserDisabled('vera', true);
      const { entries, names, devices } = await page();
      const signedIn = entries.find(({ event, device }) => event === 'signed-in' && device === 'anna-laptop');
      expect(signedIn).toMatchObject({ userId: ids.get('anna'), at: now.toISOString() });
      expect(signedIn?.address).toMatch(/^(::ffff:)?127\.0\.0\.1$/);
      expect(entries.filter(({ event }) => event === 'sign-in-failed')).toHaveLength(5);
      const [locked, ...others] = entries.filter(({ event }) => event === 'locked-out');
      expect(locked).toMatchObject({ userId: ids.get('vera'), device: 'thief', details: { minutes: 1 } });
      expect(others).toEqual([]);
      expect(entries[0]).toMatchObject({ event: 'person-disabled', userId: null, subject: ids.get('vera') });
      expect(names[ids.get('vera') ?? '']).toBe('vera Я.');
      expect(devices['anna-laptop']).toBe('Ноутбук');
      expect(JSON.stringify(entries)).not.toContain('nobody-here');
    });

    it('takes an export once, however often it is told, and says who made it', async () => {
      const vera = ids.get('vera');
      const told = [exported(1), exported(2, { by: vera, what: 'copy' }), exported(3, { by: 'a stranger' })];
      for (const exports of [told, told, told.slice(1)]) {
        expect((await anna.post('/audit/exports', { exports })).status).toBe(204);
      }
      // Another device may happen to use the same id.
      await root.post('/audit/exports', { exports: [exported(1)] });
      const { entries } = await page('&kind=exports');
      expect(
        entries.map(({ userId, device, subject, details }) => [userId, device, subject, details.what]),
      ).toEqual([
        [ids.get('root'), 'root-laptop', ids.get('anna'), 'document'],
        [ids.get('anna'), 'anna-laptop', '', 'document'],
        [ids.get('anna'), 'anna-laptop', vera, 'copy'],
        [ids.get('anna'), 'anna-laptop', '', 'document'],
      ]);
      for (const wrong of [
        exported(4, { name: 'ООО «Тайна»' }),
        exported(4, { what: 'Иванов' }),
        exported(4, { at: 'yesterday' }),
        exported(4, { at: '2026-12-31T23:59:60Z' }),
        exported(4, { count: -1 }),
        exported(4, { id: 'x' }),
      ]) {
        expect((await anna.post('/audit/exports', { exports: [wrong] })).status).toBe(400);
      }
    });

    it('is asked by kind, person and time, page by page', async () => {
      expect(new Set(await events('&kind=failures'))).toEqual(new Set(['sign-in-failed', 'locked-out']));
      expect(await events('&kind=locked-out')).toEqual(['locked-out']);
      const ofVera = await page(`&user=${ids.get('vera')}`);
      expect(new Set(ofVera.entries.map(({ event }) => event))).toEqual(
        new Set(['exported', 'person-disabled', 'locked-out', 'sign-in-failed', 'person-added']),
      );
      now = new Date(now.getTime() + 3 * day);
      root = await Device.logIn(server.url, 'root', 'root-laptop');
      const later = encodeURIComponent(new Date(now.getTime() - day).toISOString());
      expect(await events(`&from=${later}`)).toEqual(['signed-in']);
      expect((await page(`&to=${later}`)).entries[0]?.event).toBe('exported');
      const all = (await page()).entries.map(({ id }) => id);
      const read: number[] = [];
      for (let before = 0, more = true; more; ) {
        const { body } = await root.get<AuditPage>(`/audit?limit=4&before=${before}`);
        read.push(...body.entries.map(({ id }) => id));
        before = body.entries.at(-1)?.id ?? 0;
        more = body.more;
      }
      expect(read).toEqual(all);
      for (const wrong of [
        'kind=moon',
        'kind=',
        'from=today',
        'limit=x',
        'spy=1',
        `user=${'x'.repeat(50)}`,
      ]) {
        expect((await root.get(`/audit?${wrong}`)).status).toBe(400);
      }
    });

    it('keeps an entry for as long as it was told to', async () => {
      now = new Date(now.getTime() + 29 * day);
      await server.close();
      await start();
      root = await Device.logIn(server.url, 'root', 'root-laptop');
      // What is older than thirty days has gone: all but root's last sign-in, and the one now.
      expect(await events()).toEqual(['signed-in', 'signed-in']);
    });
  });
}

import { describe, expect, test, vi } from 'vitest';
import type { ProfileState } from '../../../src/main/app/profile';
import { linkAfter, renewedProfile } from '../../../src/main/backups/server-link';
import { makeRoom } from '../../../src/main/store/backup-files';
import { prepareDatabase } from '../../../src/main/store/backups';
import { openDatabase } from '../../../src/main/store/sqlite-storage';
import { isProvisionalSeries } from '../../../src/shared/domain/numbering/numbering';
import { close, create, filledDatabase, key, openTestService, origin, scratch } from './support';

const server = (workspace: string, epoch = 0) => ({
  ...{ server: `https://${workspace}.example`, login: 'anna', workspace, epoch },
});

describe('the bond with a server after a restore', () => {
  test('stays where the copy belongs to the same life of the same server', () => {
    const here = server('отдел');
    expect(linkAfter(here, { ...origin, account: here }, true)).toEqual({
      ...{ account: here, otherServer: false, forgetServer: false },
    });
  });

  test('what was sent to an older life of the server was not sent to this one', () => {
    const here = server('отдел', 2);
    expect(linkAfter(here, { ...origin, account: server('отдел', 1) }, true)).toMatchObject({
      ...{ account: here, forgetServer: true },
    });
  });

  test('is cut where the copy belongs to another server: nothing of it may go to this one', () => {
    expect(linkAfter(server('наш'), { ...origin, account: server('чужой') }, false)).toEqual({
      ...{ account: null, otherServer: true, forgetServer: true },
    });
  });

  test('comes with the copy into a profile that has none', () => {
    const there = server('отдел');
    expect(linkAfter(null, { ...origin, account: there }, false)).toMatchObject({ account: there });
    expect(linkAfter(server('наш'), null, false)).toMatchObject({ forgetServer: true });
    expect(linkAfter(server('наш'), null, true)).toMatchObject({ forgetServer: false });
  });

  test('marks of another server are taken back, so that everything counts as unsent', async () => {
    const place = scratch();
    await filledDatabase(place.base, 3);
    const db = openDatabase({ path: place.base, encryptionKey: key });
    db.exec('UPDATE doc_clients_0 SET mark = 2');
    db.close();
    const source = { path: place.base, encryptionKey: key };
    const marks = (forgetServer: boolean) => {
      const target = { path: makeRoom(`${place.base}.other`), encryptionKey: key };
      prepareDatabase({ source, target, forgetServer });
      const made = openDatabase(target);
      const found = made.all('SELECT DISTINCT mark FROM doc_clients_0').flat();
      made.close();
      return found;
    };
    expect(marks(false)).toEqual([2]);
    expect(marks(true)).toEqual([0]);
    place.remove();
  });
});

test('each restore begins another series of documents', () => {
  let state = {
    session: { deviceId: 'device-0001', series: 'А7' },
    restores: 0,
    seriesDue: false,
  } as ProfileState;
  const seen = new Set(['А7']);
  for (let restore = 0; restore < 20; restore += 1) {
    state = { ...state, ...renewedProfile(state) };
    expect(state.seriesDue).toBe(true);
    expect(isProvisionalSeries(state.session.series)).toBe(true);
    expect(seen.has(state.session.series)).toBe(false);
    seen.add(state.session.series);
  }
});

describe('a clock that steps back and forth', () => {
  test('by hours and years loses no edit, and no order', async () => {
    const place = scratch();
    const start = Date.parse('2026-03-10T09:00:00Z');
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const steps = [0, -3_600_000, 5 * 3_600_000, -3 * 365 * 86_400_000, 20 * 365 * 86_400_000, 0];
      const made: string[] = [];
      for (const [turn, step] of steps.entries()) {
        // Opened anew under each clock, as after a start; then it steps back by two hours under the open database.
        vi.setSystemTime(start + step);
        const service = await openTestService(place.base);
        made.push(await create(service, `ООО «Часы ${turn}»`, 'раз'));
        vi.setSystemTime(start + step - 7_200_000);
        for (const id of made) {
          await service.command('clients.change', { id, patch: { about: `правка ${turn}` } });
        }
        await close(service);
      }
      const db = openDatabase({ path: place.base, encryptionKey: key });
      const rows = db.all('SELECT seq, data FROM doc_clients_0 ORDER BY seq');
      expect(rows).toHaveLength(steps.length);
      for (const [, data] of rows) expect(JSON.parse(String(data)).about).toBe(`правка ${steps.length - 1}`);
      const order = rows.map(([, data]) => JSON.parse(String(data)).id);
      expect(order).toEqual(made);
      expect(db.get('PRAGMA integrity_check(1)')).toEqual(['ok']);
      db.close();
    } finally {
      vi.useRealTimers();
      place.remove();
    }
  });
});

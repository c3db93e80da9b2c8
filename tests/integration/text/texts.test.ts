import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runMaintenance } from '../../../src/main/maintenance/tasks';
import { textsAreMended } from '../../../src/main/store/mend-database';
import { openDatabase } from '../../../src/main/store/sqlite-storage/adapter';
import { buildChild, runChild } from '../../support/built-child';
import { idOf } from '../../support/id';
import { isLong } from '../../support/long';
import { close, create, filledDatabase, key, openTestService, scratch } from '../backups/support';

describe('texts that nobody can hold', () => {
  let child: string;
  beforeAll(async () => {
    child = await buildChild('tests/integration/text/commands-child.ts');
  });

  // The seeds are fixed: what one finds, every run finds.
  it.each(isLong ? ['1', '2'] : ['1'])(
    'in every call of the contract end nothing, and the base opens again (seed %s)',
    async (seed) => {
      const { end, output, errors } = await runChild(child, ['6', seed]);
      expect({ end, errors }).toEqual({ end: 0, errors: '' });
      const { succeeded, ill } = JSON.parse(output) as { succeeded: Record<string, number>; ill: number };
      // Nothing that is no text comes back either.
      expect(ill).toBe(0);
      const answered = Object.values(succeeded).filter((times) => times > 0).length;
      expect(answered).toBeGreaterThan(0.75 * Object.keys(succeeded).length);
      for (const name of [
        'clients.create',
        'clients.change',
        'notes.create',
        'tasks.create',
        'contacts.create',
      ]) {
        expect([name, succeeded[name]]).not.toEqual([name, 0]);
      }
    },
  );
});

describe('a base of a former version', () => {
  let remove = () => {};
  afterEach(() => remove());

  /** Writes into a closed database as a version would that let everything in. */
  async function formerDatabase(): Promise<{ base: string; ids: string[] }> {
    const place = scratch();
    remove = place.remove;
    const ids = await filledDatabase(place.base, 3);
    const db = openDatabase({ path: place.base, encryptionKey: key });
    const [broken = '', , foreign = ''] = ids;
    db.run(
      "UPDATE doc_clients_0 SET data = replace(data, 'Ромашка 0', 'Ром\\ud83dаш\\u0000ка'), mark = 2 WHERE id = ?",
      [broken],
    );
    db.run("UPDATE doc_clients_0 SET id = '../../x', data = replace(data, id, '../../x') WHERE id = ?", [
      foreign,
    ]);
    db.run("DELETE FROM _meta WHERE key = 'texts'");
    expect(textsAreMended(db)).toBe(false);
    db.close();
    return { base: place.base, ids };
  }

  async function mendedIn(base: string, ids: readonly string[]): Promise<void> {
    const db = openDatabase({ path: base, encryptionKey: key, readonly: true });
    expect(textsAreMended(db)).toBe(true);
    // Such a question ended the process.
    const names = db.all("SELECT id, data ->> '$.name', mark FROM doc_clients_0 WHERE id <> ? ORDER BY id", [
      idOf('later'),
    ]);
    expect(names).toEqual([
      [ids[0], 'Ром\ufffdаш\ufffdка', 0],
      [ids[1], 'Ромашка 1', 0],
    ]);
    expect(db.all('SELECT line FROM list_clients_0').join()).not.toContain('\\ud83d');
    // What may not be among the records is kept, and counted nowhere.
    const [[collection, data] = []] = db.all('SELECT collection, data FROM quarantine');
    expect(collection).toBe('clients');
    expect(JSON.parse(String(data))).toMatchObject({ id: '../../x', name: 'Ромашка 2' });
    db.close();
  }

  it('is mended when it is opened, once, and works on', async () => {
    const { base, ids } = await formerDatabase();
    const service = await openTestService(base);
    await service.command('clients.change', { id: ids[0], patch: { site: 'a.example' } });
    await close(service);
    await mendedIn(base, ids);
    const again = await openTestService(base);
    expect(await create(again, 'Новый')).not.toBe('');
    await close(again);
  });

  it('is mended by the maintenance after starts that ended at once', async () => {
    const { base, ids } = await formerDatabase();
    // As if a version that knows of the mending had been followed by one that does not.
    const db = openDatabase({ path: base, encryptionKey: key });
    db.run("INSERT INTO _meta(key, value) VALUES('texts', 1)");
    db.close();
    await runMaintenance('check', { database: { path: base, encryptionKey: key }, thorough: true }, () => {});
    await mendedIn(base, ids);
  });
});

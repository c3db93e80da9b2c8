import { expect, it } from 'vitest';
import { fillDemo } from '../../../src/main/demo/fill';
import { DatabaseIndex } from '../../../src/main/import/database-index';
import { parseRecord, table } from '../../../src/main/reader/reader';
import type { Client } from '../../../src/shared/clients/schema';
import type { ComparedClient } from '../../../src/shared/import/duplicates';
import { openTestStore } from '../../support/store';

it('finds by the indexes whom it finds by reading all clients', async () => {
  const base = await openTestStore();
  try {
    const { db } = base.context;
    await fillDemo(base.context, 250, () => {});
    const create = (patch: object) => base.command('clients.create', { patch });
    const phone = { id: 'p', label: 'work', raw: '', e164: '+74959400013', ext: '' } as const;
    for (const name of ['Первый', 'Второй', 'ООО «Третий»', '!!!']) {
      await create({
        name,
        kind: 'company',
        phones: [phone],
        emails: [{ id: 'e', label: 'work', value: 'Office@Example.RU' }],
      });
    }
    for (const kpp of ['770701001', '780101001', '']) {
      await create({ name: `Филиал ${kpp}`, kind: 'company', inn: '7707083893', kpp });
    }
    const clients = db
      .all(`SELECT data FROM ${table('clients')} WHERE deleted = 0 ORDER BY rid`)
      .map(([data]) => parseRecord<Client>(data));
    const none = { inn: '', kpp: '', phones: [], emails: [], city: '' };
    const rows: ComparedClient[] = clients.flatMap((client, place) => {
      const { kind, name, inn, kpp, phones, emails, city } = client;
      const other = clients[(place * 7 + 3) % clients.length] ?? client;
      return [
        { kind, name, inn, kpp, phones, emails, city },
        { ...none, kind, name: `  ${name.toUpperCase()} ` },
        { ...none, kind, name, city },
        { ...none, kind, name: 'Никто', inn, kpp: '' },
        { ...none, kind, name: 'Никто', inn, kpp: '500101001' },
        { ...none, kind, name: other.name, phones },
        { ...none, kind: 'person', name: 'Никто', phones, emails: other.emails },
        { ...none, kind, name: 'Никто', emails: emails.map(({ value }) => ({ value: value.toUpperCase() })) },
        { ...none, kind, name: other.name, inn: other.inn, phones, emails },
      ];
    });
    const { signal } = new AbortController();
    const byIndexes = await DatabaseIndex.open(db, 0, signal);
    const byReading = await DatabaseIndex.open(db, 1_000_000, signal);
    let found = 0;
    for (const row of rows) {
      const whom = byReading.find(row);
      expect([row, byIndexes.find(row)]).toEqual([row, whom]);
      if (whom) found += 1;
    }
    expect(found).toBeGreaterThan(rows.length / 2);
  } finally {
    await base.close();
  }
});

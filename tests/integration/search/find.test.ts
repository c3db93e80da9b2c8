import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillDemo } from '../../../src/main/demo/fill';
import { Random } from '../../../src/main/demo/random';
import type { CollectionName, Records } from '../../../src/shared/collections';
import { phoneKey } from '../../../src/shared/phones/phones';
import { nameKey } from '../../../src/shared/requisites/legal-forms';
import { type HitKind, hitKinds } from '../../../src/shared/search/contract';
import { words } from '../../../src/shared/search/fold';
import { openTestStore, type TestStore } from '../../support/store';

let base: TestStore;
const all = <N extends CollectionName>(name: N): Records[N][] =>
  base.reader
    .rows(`SELECT data FROM doc_${name}_0 WHERE deleted = 0`)
    .map(([data]) => JSON.parse(String(data)) as Records[N]);
const find = (text: string, kinds: readonly HitKind[] = hitKinds, limit = 100) =>
  base.read('search.find', { text, kinds: [...kinds], limit }).hits;
const titles = (text: string, kinds?: readonly HitKind[]) =>
  find(text, kinds).map(({ title }) => title.map((piece) => piece.text).join(''));

beforeAll(async () => {
  base = await openTestStore();
  await fillDemo(base.context, 2500, () => {});
});
afterAll(() => base.close());

/** Every word of a record, as its collection promises to be found by. */
const texts: {
  readonly [N in 'clients' | 'contacts' | 'calls' | 'notes' | 'tasks']: (r: Records[N]) => string[];
} = {
  clients: (c) => [
    c.name,
    c.fullName,
    c.legalForm,
    c.inn,
    c.city,
    c.site,
    c.about,
    ...c.tags,
    ...c.emails.map(({ value }) => value),
    ...c.phones.map(({ e164 }) => phoneKey(e164)),
  ],
  contacts: (c) => [
    c.name,
    c.position,
    c.comment,
    ...c.emails.map(({ value }) => value),
    ...c.phones.map(({ e164 }) => phoneKey(e164)),
  ],
  calls: (c) => [c.comment, c.nextStep, phoneKey(c.number)],
  notes: (n) => [n.text],
  tasks: (t) => [t.title, t.comment, t.result],
};

/** Every record's words, folded once. */
function wordsOf(name: keyof typeof texts): Map<string, string> {
  const own = texts[name] as (record: unknown) => string[];
  return new Map(all(name).map((record) => [record.id, ` ${own(record).flatMap(words).join(' ')}`]));
}

/** What a reader with all the time in the world would find. */
function expected(records: Map<string, string>, asked: readonly string[]): Set<string> {
  const found = [...records].filter(([, own]) => asked.every((word) => own.includes(` ${word}`)));
  return new Set(found.map(([id]) => id));
}

describe('searching', () => {
  it('finds exactly what has all the words, in every collection', () => {
    const random = new Random(3);
    const kinds = {
      clients: 'client',
      contacts: 'contact',
      calls: 'call',
      notes: 'note',
      tasks: 'task',
    } as const;
    for (const [name, kind] of Object.entries(kinds) as ['clients', 'client'][]) {
      const records = wordsOf(name);
      const vocabulary = [...records.values()].flatMap((own) => own.trim().split(' '));
      for (let round = 0; round < 25; round += 1) {
        const asked = Array.from({ length: random.int(1, 3) }, () =>
          random.pick(vocabulary).slice(0, random.int(2, 8)),
        );
        if (asked.some((word) => word.length < 2)) continue;
        const text = asked.join(' ');
        if (/^[\d ]+$/.test(text)) continue;
        const wanted = expected(records, asked);
        const hits = find(text, [kind]).map(({ id }) => id);
        if (wanted.size <= 100 && wanted.size >= 3) expect(new Set(hits), `${name}: ${text}`).toEqual(wanted);
        else if (wanted.size > 100)
          expect(hits.every((id) => wanted.has(id)) && hits.length === 100).toBe(true);
        else for (const id of wanted) expect(hits).toContain(id);
      }
    }
  });

  it('finds phones and ИНН by any fragment in any formatting', () => {
    const clients = all('clients');
    const random = new Random(5);
    for (let round = 0; round < 80; round += 1) {
      const client = random.pick(clients);
      const number = random.chance(0.5) ? client.inn : phoneKey(client.phones[0]?.e164 ?? '');
      const from = random.int(0, number.length - 7);
      const fragment = number.slice(from, from + 6);
      const hits = find(`${fragment.slice(0, 3)}-${fragment.slice(3)}`, ['client']).map(({ id }) => id);
      if (hits.length < 100) expect(hits, fragment).toContain(client.id);
    }
    const [client] = clients.filter(({ phones }) => phones[0]?.label === 'work');
    const key = phoneKey(client?.phones[0]?.e164 ?? '');
    for (const text of [`+7${key}`, `8 (${key.slice(0, 3)}) ${key.slice(3)}`, key.slice(2), `8${key}`])
      expect(
        find(text, ['client']).map(({ id }) => id),
        text,
      ).toContain(client?.id);
  });

  it('answers the first letter, puts the whole name first, then the beginning', async () => {
    const { records } = base.context;
    const make = (name: string) => base.command('clients.create', { patch: { name } });
    const [inside, begins, exact] = [
      await make('Старая Жемчужина'),
      await make('Жемчужина Урала'),
      await make('ООО «Жемчужина»'),
    ];
    expect(find('жемчужина', ['client']).map(({ id }) => id)).toEqual([exact.id, begins.id, inside.id]);
    expect(titles('ж', ['client']).every((name) => nameKey(name).startsWith('ж'))).toBe(true);
    expect(titles('ж', ['client'])).toContain('Жемчужина');
    await records.change('clients', exact.id, { archivedAt: base.context.now() });
    expect(find('жемчужина', ['client']).at(-1)?.id).toBe(exact.id);
  });

  it('takes ё for е and the other keyboard layout for the meant one', async () => {
    const { id } = await base.command('clients.create', { patch: { name: 'Жжёнов и сыновья' } });
    for (const text of ['жженов', 'ЖЖЁНОВ', ';;tyjd', 'жженов сын'])
      expect(find(text, ['client'])[0]?.id, text).toBe(id);
  });

  it('follows every change and forgets what was deleted', async () => {
    const { records } = base.context;
    const { id } = await base.command('clients.create', { patch: { name: 'Кракозябра' } });
    const note = await base.command('notes.create', { patch: { clientId: id, text: 'Любят шпинделёк' } });
    expect(titles('шпинделек')).toEqual(['Кракозябра']);
    await records.change('notes', note.id, { text: 'Любят подшипник' });
    expect(find('шпинделек')).toEqual([]);
    await base.command('clients.change', { id, patch: { name: 'Абракадабрина' } });
    expect(find('кракозябра')).toEqual([]);
    expect(titles('абракадабрина', ['client'])).toEqual(['Абракадабрина']);
    await records.remove('notes', note.id);
    await records.remove('clients', id);
    expect(find('абракадабрина', ['client'])).toEqual([]);
    expect(find('подшипник', ['note'])).toEqual([]);
  });

  it('leaves the index sound', () => {
    const { db } = base.context;
    const tables = db.all("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'");
    expect(tables.length).toBe(8);
    for (const [name] of tables) db.run(`INSERT INTO ${name}(${name}, rank) VALUES('integrity-check', 1)`);
  });

  it('survives any text', () => {
    for (const text of [
      '"',
      '*',
      'a"b',
      "'; DROP",
      '()',
      'AND OR NOT',
      'x_name:',
      '^',
      '-',
      '🙂',
      '٣٤٥',
      'ﬁ',
      '\0',
    ])
      expect(Array.isArray(find(text))).toBe(true);
  });

  it('divides the places among the kinds', () => {
    const hits = find('стеллаж', hitKinds, 12);
    expect(hits.length).toBe(12);
    expect(new Set(hits.map(({ kind }) => kind)).size).toBeGreaterThan(2);
  });
});

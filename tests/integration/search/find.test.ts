import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillDemo } from '../../../src/main/demo/fill';
import { Random } from '../../../src/main/demo/random';
import { rowsWithWords } from '../../../src/main/search/match';
import { fillSearchWords, openSearchIndex } from '../../../src/main/store/search-index';
import { wordsAreComplete } from '../../../src/main/store/search-words';
import type { CollectionName, Records } from '../../../src/shared/collections';
import { phoneKey } from '../../../src/shared/domain/phones/phones';
import { nameKey } from '../../../src/shared/domain/requisites/legal-forms';
import { type HitKind, hitKinds } from '../../../src/shared/search/contract';
import { words } from '../../../src/shared/search/fold';
import { soundOf } from '../../../src/shared/search/sound';
import { spellings } from '../../../src/shared/search/translit';
import { openTestStore, type TestStore } from '../../support/store';

let base: TestStore;
const phone = (e164: string) => ({ id: 'p1', raw: e164, e164, ext: '', label: 'work' as const });
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

/** Whether each word asked for is, in either alphabet, the beginning of a word of the record. */
const soundsLike = (own: string, asked: readonly string[]) =>
  asked.every((word) =>
    own
      .trim()
      .split(' ')
      .some(
        (one) =>
          [word, ...spellings(word)].some((spelt) => one.startsWith(spelt)) ||
          soundOf(one).startsWith(soundOf(word)),
      ),
  );

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
        // Names are also found by sound; a lonely hit may be joined by other forms and slips.
        const more = hits.filter((id) => !wanted.has(id));
        if (hits.length >= 100) expect(wanted.size + more.length).toBeGreaterThanOrEqual(100);
        else for (const id of wanted) expect(hits, `${name}: ${text}`).toContain(id);
        if (wanted.size >= 3)
          for (const id of more)
            expect(soundsLike(records.get(id) ?? '', asked), `${name}: ${text}`).toBe(true);
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
    const [inside, beginning, exact] = [
      await make('Старая Жемчужина'),
      await make('Жемчужина Урала'),
      await make('ООО «Жемчужина»'),
    ];
    expect(find('жемчужина', ['client']).map(({ id }) => id)).toEqual([exact.id, beginning.id, inside.id]);
    const byLetter = titles('ж', ['client']);
    expect(byLetter.every((name) => words(name).some((word) => word.startsWith('ж')))).toBe(true);
    const begins = byLetter.map((name) => nameKey(name).startsWith('ж'));
    expect(begins.lastIndexOf(true)).toBeLessThan(begins.indexOf(false));
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
    expect(tables.length).toBe(9);
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

  it('puts an exact number before its pieces, whatever the kind', async () => {
    const { id } = await base.command('clients.create', {
      patch: { name: 'Числительная', inn: '7728168971', phones: [phone('+74959990011')] },
    });
    for (const text of ['7728168971', '8 (495) 999-00-11', '+7 495 9990011'])
      expect(find(text)[0]?.id, text).toBe(id);
    const document = all('documents').find(({ number }) => number !== '');
    if (!document) throw new Error('the demo base has posted documents');
    expect(find(document.number)[0]).toMatchObject({ kind: 'document' });
    expect(find(document.number).map((hit) => hit.id)).toContain(document.id);
  });

  it('finds across the alphabets, both ways, and says where', async () => {
    const [cyrillic, latin, soft] = [
      await base.command('clients.create', { patch: { name: 'Жмыховский завод' } }),
      await base.command('clients.create', { patch: { name: 'Zhmykhovsky Trading' } }),
      await base.command('contacts.create', {
        patch: { clientId: all('clients')[0]?.id ?? '', name: 'Ульяна Кульгавая' },
      }),
    ];
    for (const text of ['zhmyhov', 'жмыхов', 'zhmykhovskiy', ';vs[jd'])
      expect(new Set(find(text, ['client']).map(({ id }) => id)), text).toEqual(
        new Set([cyrillic.id, latin.id]),
      );
    expect(find('uliana kulgav', ['contact'])[0]?.id).toBe(soft.id);
    expect(find('zhmyhov', ['client']).map(({ title }) => title.find(({ match }) => match)?.text)).toEqual(
      expect.arrayContaining(['Жмыхов', 'Zhmykhovsky']),
    );
  });

  it('forgives one wrong letter in five or more, and shows the word that was meant', async () => {
    const { id } = await base.command('clients.create', { patch: { name: 'Бумеранг Плюс' } });
    for (const text of ['бумернаг', 'бумеранк', 'бумиранг', 'буммеранг', 'бумранг', 'умеранг', 'бумиран']) {
      const found = base.read('search.find', { text, kinds: ['client'], limit: 24 });
      expect(found.hits[0]?.id, text).toBe(id);
      expect(found.asTyped, text).toBe(false);
      expect(found.hits[0]?.title[0], text).toEqual({ text: 'Бумеранг', match: true });
    }
    expect(find('бумранг плюс', ['client'])[0]?.id).toBe(id);
    expect(find('бумммранг', ['client'])).toEqual([]);
    expect(base.read('search.find', { text: 'бумеранг', kinds: ['client'], limit: 24 }).asTyped).toBe(true);
  });

  it('finds other forms of a word when there is none of the typed one', async () => {
    const note = await base.command('notes.create', {
      patch: { clientId: all('clients')[0]?.id ?? '', text: 'Нужен штангенциркуль' },
    });
    expect(find('штангенциркулями')[0]?.id).toBe(note.id);
  });

  it('looks at the newest rows first where two words are compared, and at all when told', () => {
    const groups = [[{ text: 'на', begins: true }], [{ text: 'счет', begins: false }]];
    const bounds = { limit: 10_000, newest: 100 };
    const newest = rowsWithWords(base.reader, 'calls', groups, { ...bounds, deep: false });
    const all = rowsWithWords(base.reader, 'calls', groups, { ...bounds, deep: true });
    expect(newest.complete).toBe(false);
    expect(all.complete).toBe(true);
    expect(all.rids.length).toBeGreaterThan(newest.rids.length);
    expect(all.rids.slice(0, newest.rids.length)).toEqual(newest.rids);
    // Enough found is enough, and one word needs no comparing.
    const few = { limit: 1, newest: 10_000, deep: false };
    expect(rowsWithWords(base.reader, 'calls', groups, few).complete).toBe(true);
    expect(rowsWithWords(base.reader, 'calls', groups.slice(1), { ...bounds, deep: false }).complete).toBe(
      true,
    );
  });

  it('takes «счёт» and «договор» beside other words for what a document is', () => {
    const posted = all('documents').filter(({ number }) => number !== '');
    for (const [type, word, other] of [
      ['invoice', 'счёт', 'договор'],
      ['contract', 'договор', 'счёт'],
    ] as const) {
      const one = posted.find((document) => document.type === type);
      if (!one) throw new Error(`the demo base has a posted ${type}`);
      const ids = (text: string) => find(text, ['document']).map(({ id }) => id);
      expect(ids(`${word} ${one.number}`)).toContain(one.id);
      expect(ids(`${other} ${one.number}`)).not.toContain(one.id);
      // Numbers begin anew every year.
      const short = (number = '') => number.replace(/^.*-0*/, '');
      const [best] = titles(`${word} ${short(one.number)}`, ['document']);
      expect(short(best)).toBe(short(one.number));
    }
  });

  it('takes a phone from its beginning when it begins as phones do', () => {
    const mobile = all('clients').filter(({ phones }) => phones.some(({ e164 }) => e164.startsWith('+791')));
    expect(mobile.length).toBeGreaterThan(0);
    const hits = find('8 (91', ['client']);
    expect(hits[0]?.detail.find(({ match }) => match)?.text).toBe('91');
    expect(hits.some(({ id }) => mobile.some((one) => one.id === id))).toBe(true);
  });

  it('shows first what was opened lately', () => {
    const clients = find('с', ['client'], 5);
    // The next of those whose name begins so: what was opened stands before its equals.
    const last = find('с', ['client'], 100)[5];
    if (!last) throw new Error('the demo base has clients in «с»');
    expect(clients.map(({ id }) => id)).not.toContain(last.id);
    const opened = [{ kind: 'client', id: last.id } as const];
    const again = base.read('search.find', { text: 'с', kinds: ['client'], limit: 5, opened }).hits;
    expect(again[0]?.id).toBe(last.id);
    expect(base.read('search.find', { text: 'щщ', kinds: ['client'], limit: 24, opened }).hits).toEqual([]);
  });

  it('knows every word of four letters or more and its sound, gathered at once or in pieces', async () => {
    const { db } = base.context;
    const known = () =>
      new Map(db.all('SELECT word, sound FROM search_words').map(([w, s]) => [String(w), s]));
    const missing = () => {
      const there = known();
      return (['clients', 'contacts', 'calls', 'notes', 'tasks'] as const)
        .flatMap((name) => [...wordsOf(name).values()].flatMap((own) => own.trim().split(' ')))
        .filter((word) => word.length > 3 && !/^\d/.test(word) && !there.has(word));
    };
    expect(missing()).toEqual([]);
    for (const [word, sound] of known()) {
      expect(word).toMatch(/^\D.{3}/u);
      expect(sound, word).toBe(soundOf(word));
    }

    // As in a database from before the table of words; it is searched meanwhile.
    db.run("DELETE FROM _meta WHERE key LIKE 'search-words%'");
    for (const name of ['clients', 'contacts', 'calls', 'notes', 'tasks', 'documents'])
      openSearchIndex(db, { collection: name, version: 0, table: `doc_${name}_0` });
    expect(wordsAreComplete(db)).toBe(false);
    expect(find('договорились').length).toBeGreaterThan(0);
    let pieces = 0;
    await fillSearchWords(
      db,
      async () => {
        pieces += 1;
        if (pieces === 1)
          await base.command('clients.create', { patch: { name: 'Междуделом прибавленный' } });
      },
      0,
    );
    expect(pieces).toBeGreaterThan(1);
    expect(wordsAreComplete(db)).toBe(true);
    expect(known().has('междуделом')).toBe(true);
    expect(missing()).toEqual([]);
  });
});

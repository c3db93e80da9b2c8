import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createSearchIndex,
  openSearchIndex,
  resumeSearch,
  suspendSearch,
} from '../../../src/main/store/search-index';
import { Database } from '../../../src/main/store/sqlite-storage';
import { words } from '../../../src/shared/search/fold';

const info = { collection: 'notes', version: 0, table: 'doc_notes_0' };
let folder: string;
let db: Database;

const open = () => new Database({ path: join(folder, 'index.db') });
const put = (text: string) => db.run('INSERT INTO doc_notes_0(x_search) VALUES(?)', [words(text).join(' ')]);
const found = (word: string) =>
  db
    .all('SELECT rowid FROM search_notes_0 WHERE search_notes_0 MATCH ? ORDER BY rowid', [`"${word}"*`])
    .map(([rid]) => rid);
const check = () => db.run("INSERT INTO search_notes_0(search_notes_0, rank) VALUES('integrity-check', 1)");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'картотека индекс '));
  db = open();
  db.exec('CREATE TABLE _meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID');
  db.exec('CREATE TABLE doc_notes_0(rid INTEGER PRIMARY KEY, x_search TEXT)');
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the index of a table', () => {
  it('is built at open for rows that were there before it', () => {
    put('старая заметка');
    openSearchIndex(db, info);
    put('новая заметка');
    expect(found('заметка')).toEqual([1, 2]);
    check();
  });

  it('lets a bulk load wait and follows changes to older rows meanwhile', async () => {
    createSearchIndex(db, info);
    for (const text of ['первая', 'вторая', 'третья']) put(text);
    suspendSearch(db, 'notes', info.table);
    put('четвёртая');
    db.run('UPDATE doc_notes_0 SET x_search = ? WHERE rid = 1', ['иная']);
    db.run('UPDATE doc_notes_0 SET x_search = ? WHERE rid = 4', ['пятая']);
    db.run('DELETE FROM doc_notes_0 WHERE rid = 2');
    expect([found('иная'), found('первая'), found('вторая'), found('пятая')]).toEqual([[1], [], [], []]);
    await resumeSearch(db, 'notes', info.table);
    expect([found('пятая'), found('четвертая'), found('третья')]).toEqual([[4], [], [3]]);
    put('шестая');
    expect(found('шестая')).toEqual([5]);
    check();
  });

  it('is finished at the next open when a bulk load was cut off', () => {
    createSearchIndex(db, info);
    suspendSearch(db, 'notes', info.table);
    put('оборванная загрузка');
    db.close();
    db = open();
    expect(found('оборванная')).toEqual([]);
    openSearchIndex(db, info);
    expect(found('оборванная')).toEqual([1]);
    check();
  });
});

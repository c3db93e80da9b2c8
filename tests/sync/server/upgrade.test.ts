import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servedCollections } from '../../../src/server/replication/collections';
import type { RunningServer } from '../../../src/server/start-server';
import { migrate } from '../../../src/server/store/migrations';
import { openPglite } from '../../../src/server/store/pglite';
import { idOf } from '../../support/id';
import { startTestServer } from './support/backend';
import { clientOf, fileOf, noteOf, taskOf } from './support/cards';
import { call, Device, type Login, type Page } from './support/client';
import type { Doc } from './support/replica';

const token = 'a-token-of-the-first-version-of-the-server';
const borisToken = 'a-token-of-another-person-of-the-first-version';
const content = Buffer.from('Скан договора');
const hash = createHash('sha256').update(content).digest('hex');
let folder: string;
let server: RunningServer;

/** A database as the first version left it: two people who both had everything. */
async function makeFirstVersion(): Promise<void> {
  const database = await openPglite(path.join(folder, 'database'));
  const workspace = await migrate(database, 1);
  for (const id of ['anna', 'boris']) {
    await database.query(
      'INSERT INTO users (id, workspace, login, name, role, password) VALUES ($1, $2, $1, $1, $3, $4)',
      [id, workspace, 'seller', 'scrypt$'],
    );
  }
  await database.query(
    'INSERT INTO devices (workspace, id, name, series, last_user) VALUES ($1, $2, $3, $4, $5)',
    [workspace, 'laptop', 'Ноутбук', 'А1', 'anna'],
  );
  await database.query(
    `INSERT INTO sessions (token_hash, user_id, device, expires_at) VALUES ($1, $2, $3, now() + interval '90 days')`,
    [createHash('sha256').update(token).digest('hex'), 'anna', 'laptop'],
  );
  await database.query(
    `INSERT INTO sessions (token_hash, user_id, device, expires_at) VALUES ($1, $2, $3, now() + interval '90 days')`,
    [createHash('sha256').update(borisToken).digest('hex'), 'boris', 'laptop-b'],
  );
  const documents = [
    ['clients', clientOf('c-anna', 'anna')],
    ['clients', clientOf('c-boris', 'boris')],
    ['notes', noteOf('n-anna', 'c-anna', 'boris')],
    ['notes', noteOf('n-boris', 'c-boris', 'anna')],
  ] as const;
  for (const [index, [collection, { _deleted, ...data }]] of documents.entries()) {
    await database.query(
      `INSERT INTO documents (workspace, collection, id, data, deleted, seq, updated_by)
       VALUES ($1, $2, $3, $4::text::jsonb, false, $5, '')`,
      [workspace, collection, data.id, JSON.stringify(data), index + 1],
    );
  }
  await database.query('UPDATE workspaces SET seq = 4');
  // A later version, whose contents opened to whoever saw a record with their hash.
  await migrate(database, 4);
  await database.query(
    `INSERT INTO blobs (workspace, hash, size, received, complete, created_by) VALUES ($1, $2, $3, $3, true, 'anna')`,
    [workspace, hash, content.length],
  );
  await database.query('INSERT INTO blob_pieces (workspace, hash, at, data) VALUES ($1, $2, 0, $3)', [
    workspace,
    hash,
    content,
  ]);
  const { _deleted, ...file } = fileOf('f-anna', 'c-anna', 'boris', hash, content.length);
  await database.query(
    `INSERT INTO documents (workspace, collection, id, data, deleted, seq, updated_by)
     VALUES ($1, 'files', $2, $3::text::jsonb, false, 5, 'boris')`,
    [workspace, file.id, JSON.stringify(file)],
  );
  // A task about a client that is still on its way.
  const { _deleted: _living, ...stray } = taskOf('t-stray', idOf('c-stray'), 'anna', 'boris');
  await database.query(
    `INSERT INTO documents (workspace, collection, id, data, deleted, seq, updated_by)
     VALUES ($1, 'tasks', $2, $3::text::jsonb, false, 6, 'anna')`,
    [workspace, stray.id, JSON.stringify(stray)],
  );
  await database.query('UPDATE workspaces SET seq = 6');
  await database.close();
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kartoteka upgrade '));
  await makeFirstVersion();
  server = await startTestServer({ folder }, { collections: servedCollections() });
});
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a database of the first version', () => {
  it('keeps its people signed in, and changes their tokens for new ones', async () => {
    const device = new Device(server.url, token);
    expect((await device.get('/me')).body).toMatchObject({ user: { id: 'anna' }, series: 'А1' });
    const body = { refreshToken: token };
    const refreshed = await call<Login>(server.url, 'POST', '/auth/refresh', { body });
    expect(refreshed.status).toBe(200);
    expect((await device.get('/me')).status).toBe(401);
    expect((await new Device(server.url, refreshed.body.token).get('/me')).status).toBe(200);
    // What the device had seen of others' cards leaves it, from where it stands in the feed.
    const anna = new Device(server.url, refreshed.body.token);
    const pageAfter = async (collection: string, id: string, lwt: number) =>
      (await anna.get<Page<Doc>>(`/${collection}/0/pull?id=${id}&lwt=${lwt}`)).body.documents;
    expect(await pageAfter('clients', 'c-boris', 2)).toEqual([{ _deleted: true, id: 'c-boris' }]);
    expect(await pageAfter('notes', 'n-boris', 4)).toEqual([{ _deleted: true, id: 'n-boris' }]);
    const own = (await anna.pull<Doc>('notes')).body.documents.filter(({ _deleted }) => !_deleted);
    expect(own.map(({ id }) => id)).toEqual(['n-anna']);
    // What could be read of a content before still can.
    const read = await fetch(`${server.url}/files/${hash}/content?at=0`, {
      headers: { authorization: `Bearer ${refreshed.body.token}` },
    });
    expect(Buffer.from(await read.arrayBuffer()).equals(content)).toBe(true);
  });

  it('keeps a client a task of a former version speaks of for who sent the task', async () => {
    const boris = new Device(server.url, borisToken);
    const rows = [{ newDocumentState: clientOf(idOf('c-stray'), '') }];
    const answer = await boris.push('clients', rows);
    expect([answer.status, answer.headers.get('x-kartoteka-kept')]).toEqual([200, '1']);
    expect((await boris.pull<Doc>('tasks')).body.documents.map(({ id }) => id)).toEqual(['t-stray']);
    // A device of a former version has no secret; it is known by its person.
    expect((await boris.get<{ series: string }>('/me')).body.series).toBe('');
  });

  it('gives everything back to whoever becomes a head or an administrator', async () => {
    await server.changeUser('anna', { role: 'admin' });
    const body = { refreshToken: token };
    expect((await call(server.url, 'POST', '/auth/refresh', { body })).status).toBe(401);
    const { people } = { people: await server.listUsers() };
    expect(people.find(({ login }) => login === 'anna')?.role).toBe('admin');
  });
});

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContentStore } from '../../../src/main/files/content-store';
import { fileCalls } from '../../../src/main/files/internal-calls';
import { FileTransfer } from '../../../src/main/files/transfer';
import { Connection } from '../../../src/main/sync/connection';
import { openTestStore, type TestStore } from '../../support/store';

let folder: string;
let base: TestStore;
let contents: ContentStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'последнее '));
  base = await openTestStore();
  contents = new ContentStore(join(folder, 'files'), '7'.repeat(64));
});
afterEach(async () => {
  await base.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A server in memory that takes contents whole, or never answers those of one hash. */
class FakeConnection extends Connection {
  readonly asked: string[] = [];
  readonly taken: string[] = [];

  constructor(private readonly silentFor = '') {
    super({ server: '', tokens: { get: async () => '', renew: async () => '' } }, () => {});
  }

  override async fetch(path: string, init: RequestInit): Promise<Response> {
    const hash = /^\/files\/([0-9a-f]{64})/.exec(path)?.[1] ?? '';
    this.asked.push(hash);
    if (hash === this.silentFor) return new Promise(() => {});
    if (init.method !== 'PUT') return Response.json({ received: 0, complete: false });
    this.taken.push(hash);
    return Response.json({ received: 0, complete: true });
  }
}

/** Attaches a file of so many bytes whose record was sent; answers its hash. */
async function attach(size: number): Promise<string> {
  const body = Buffer.alloc(size, size % 251);
  const path = join(folder, `файл ${size}`);
  writeFileSync(path, body);
  await fileCalls(base.context, contents)['files.attach']({
    ...{ path, clientId: 'c', parentKind: 'clients', parentId: 'c' },
  });
  base.context.db.run('UPDATE doc_files_0 SET mark = 1');
  return createHash('sha256').update(body).digest('hex');
}

const transfer = () => new FileTransfer(base.context, contents, () => {});

describe('the last files of a device that is about to be wiped', () => {
  it('go to the server, the smallest first, as many as are allowed', async () => {
    const large = await attach(300_000);
    const small = await attach(1000);
    const middle = await attach(50_000);
    const server = new FakeConnection();
    await transfer().sendLast(server, { bytes: 100_000, ms: 60_000 });
    expect(server.taken).toEqual([small, middle]);
    expect(server.asked).not.toContain(large);
  });

  it('do not hold the wipe up when the server no longer answers', async () => {
    const silent = await attach(1000);
    await attach(2000);
    const server = new FakeConnection(silent);
    await transfer().sendLast(server, { bytes: 1e9, ms: 50 });
    expect(server.asked).toEqual([silent]);
    expect(server.taken).toEqual([]);
    server.stop();
  });
});

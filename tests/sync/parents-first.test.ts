import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { type Device, openDevice, until } from '../support/device';
import { inMemory } from '../support/memory-database';

const password = 'очень-длинный пароль 7';
let server: RunningServer;
let line: Server;
let url: string;
let anna: Device;
/** Pushes in the order in which they were answered. */
const answered: { readonly collection: string; readonly ids: readonly string[] }[] = [];

/** A line on which clients take their time: whatever does not wait for them overtakes them. */
beforeAll(async () => {
  server = await startServer({ database: await inMemory(), passwordCost: 4 });
  await server.createUser({ login: 'anna', name: 'Анна', password });
  const { port } = new URL(server.url);
  line = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', async () => {
      const body = Buffer.concat(parts);
      const collection = /^\/(\w+)\/0\/push/.exec(incoming.url ?? '')?.[1] ?? '';
      if (collection === 'clients') await pause(700);
      const onward = request(
        { port, host: '127.0.0.1', method: incoming.method, path: incoming.url, headers: incoming.headers },
        (answer) => {
          const headers = { ...answer.headers };
          // What passes here is read here.
          delete headers['accept-encoding'];
          outgoing.writeHead(answer.statusCode ?? 502, headers);
          answer.pipe(outgoing);
          if (collection === '') return;
          answer.on('end', () => {
            const rows = JSON.parse(body.toString()) as { newDocumentState: { id: string } }[];
            answered.push({ collection, ids: rows.map(({ newDocumentState }) => newDocumentState.id) });
          });
        },
      );
      onward.on('error', () => outgoing.destroy());
      outgoing.on('close', () => outgoing.writableEnded || onward.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(line.address() as AddressInfo).port}`;
  anna = await openDevice('Анна');
});
afterAll(async () => {
  await anna.close();
  line.closeAllConnections();
  await new Promise((resolve) => line.close(resolve));
  await server.close();
});

const place = (id: string) => answered.findIndex(({ ids }) => ids.includes(id));

describe('a client made without a line', () => {
  it('reaches the server before whatever hangs on it', async () => {
    const { id: clientId } = await anna.command('clients.create', {
      patch: { name: 'Новый', kind: 'company' },
    });
    const parts = [
      (await anna.command('tasks.create', { patch: { title: 'Позвонить', dueDate: '2026-12-01', clientId } }))
        .id,
      (await anna.command('notes.create', { patch: { clientId, text: 'Заметка' } })).id,
      (await anna.command('contacts.create', { patch: { clientId, name: 'Пётр' } })).id,
    ];
    await anna.connect(url, 'anna', password);
    await until('all of it has gone', () => [clientId, ...parts].every((id) => place(id) >= 0));
    for (const id of parts) expect(place(id)).toBeGreaterThan(place(clientId));
    // The same while it is online.
    const { id: second } = await anna.command('clients.create', {
      patch: { name: 'Второй', kind: 'company' },
    });
    const { id: task } = await anna.command('tasks.create', {
      patch: { title: 'И ему', dueDate: '2026-12-01', clientId: second },
    });
    await until('the second, too', () => place(task) >= 0 && place(second) >= 0);
    expect(place(task)).toBeGreaterThan(place(second));
  });
});

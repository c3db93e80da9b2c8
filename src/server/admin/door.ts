import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../auth/users';
import type { AdminAddress } from '../store/data-folder';
import { type AdminAnswer, type AdminCommand, type Administered, runAdminCommand } from './commands';

export interface AdminDoor {
  readonly address: AdminAddress;
  close(): Promise<void>;
}

/**
 * A door for commands while this process holds the data folder: on the loopback address only, on a port of its own,
 * with a token that stands in a file only its owner can read.
 */
export async function openAdminDoor(administered: Administered): Promise<AdminDoor> {
  const token = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
      response.end(JSON.stringify(body));
    };
    handle(request, token, administered).then(
      (found) => answer(200, { found }),
      (error: unknown) =>
        error instanceof UserError ? answer(409, { code: error.code }) : answer(500, { code: 'internal' }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  server.unref();
  return {
    address: { port: (server.address() as AddressInfo).port, token },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(request: IncomingMessage, token: string, administered: Administered): Promise<unknown> {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const given = request.headers.authorization ?? '';
  if (!timingSafeEqual(digest(given), digest(`Bearer ${token}`))) throw new Error('wrong token');
  let body = '';
  for await (const part of request) {
    body += String(part);
    if (body.length > 64 * 1024) throw new Error('too long');
  }
  return runAdminCommand(administered, JSON.parse(body) as AdminCommand);
}

/** Runs a command in the process that holds the data folder. @throws UserError, or an error when it does not answer */
export async function askAdminDoor<C extends AdminCommand>(
  { port, token }: AdminAddress,
  command: C,
): Promise<AdminAnswer<C>> {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(command),
    signal: AbortSignal.timeout(15_000),
  });
  const answer = (await response.json()) as { found?: AdminAnswer<C>; code?: string };
  if (response.status === 409) throw new UserError(answer.code as UserError['code']);
  if (!response.ok || answer.found === undefined) throw new Error('the running server refused the command');
  return answer.found;
}

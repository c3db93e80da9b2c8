import {
  request as ask,
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { oneOf } from './random';

/** What happens to a request on its way. */
export const faults = [
  'delay',
  'cut-before',
  'cut-after',
  'twice',
  'truncate',
  'corrupt-answer',
  'corrupt-request',
  'status-500',
  'status-502',
  'portal',
  'half-closed',
] as const;
export type Fault = (typeof faults)[number];

export interface BadLine {
  readonly url: string;
  /** How many requests met each fault. */
  readonly met: Readonly<Record<Fault, number>>;
  /** Every request passes from now on, or not. */
  calm: boolean;
  close(): Promise<void>;
}

interface Options {
  /** Where the endpoint listens now; undefined while it is away. */
  readonly target: () => string | undefined;
  readonly random: () => number;
}

/** The share of requests that meet a fault. */
const faulty = 0.35;

/** A line to the endpoint that loses, delays, doubles, reorders, truncates and changes what passes. */
export async function openBadLine({ target, random }: Options): Promise<BadLine> {
  const met = Object.fromEntries(faults.map((fault) => [fault, 0])) as Record<Fault, number>;
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    void pass(request, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = !line.calm && random() < faulty ? oneOf(random, faults) : undefined;
    if (fault) met[fault] += 1;
    const to = target();
    if (fault === 'cut-before' || to === undefined) return void response.destroy();
    const body = await bytesOf(request);
    // What waits is overtaken by what comes after it: this reorders as well.
    if (fault === 'delay') await pause(random() * 400);
    if (fault === 'status-500' || fault === 'status-502' || fault === 'portal') {
      const status = fault === 'portal' ? 200 : Number(fault.slice(-3));
      response.writeHead(status, { 'content-type': 'text/html' });
      return void response.end('<html><body>Вход в сеть Wi-Fi</body></html>');
    }
    if (request.url?.includes('/pullStream')) return follow(to, request, response, fault);
    if (fault === 'corrupt-request') spoil(body, random);
    if (fault === 'twice') await send(to, request, body);
    const answer = await send(to, request, body);
    if (fault === 'cut-after') return void response.destroy();
    // The transport's own headers do not survive what is done to the body.
    const { 'content-length': _length, connection: _connection, ...headers } = answer.headers;
    if (fault === 'corrupt-answer') spoil(answer.body, random);
    response.writeHead(answer.status, { ...headers, 'content-length': answer.body.length });
    if (fault === 'truncate' || fault === 'half-closed') {
      response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)));
      await pause(fault === 'truncate' ? 1 : 300);
      return void response.destroy();
    }
    response.end(answer.body);
  }

  /** A stream passes as it comes, until it is cut or the line is. */
  function follow(
    to: string,
    request: IncomingMessage,
    response: ServerResponse,
    fault: Fault | undefined,
  ): void {
    const far = ask(`${to}${request.url}`, { headers: headersOf(request) }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('data', (bytes: Buffer) => {
        if (fault === 'corrupt-answer') spoil(bytes, random);
        response.write(bytes);
        if (fault === 'truncate' || fault === 'cut-after' || fault === 'half-closed') response.destroy();
      });
      answer.on('close', () => response.destroy());
    });
    far.on('error', () => response.destroy());
    response.on('close', () => far.destroy());
    far.end();
  }

  const line: BadLine = {
    url: '',
    met,
    calm: false,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(line, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

function send(to: string, request: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { method: request.method ?? 'GET', headers: headersOf(request) };
    const far = ask(`${to}${request.url}`, options, (answer) => {
      void bytesOf(answer).then(
        (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
        reject,
      );
    });
    far.on('error', reject);
    far.end(body);
  });
}

/** Without compression: a changed byte shall reach the JSON, not only its wrapping. */
function headersOf(request: IncomingMessage): OutgoingHttpHeaders {
  const { host: _host, connection: _connection, 'accept-encoding': _encoding, ...headers } = request.headers;
  return headers;
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Changes one letter or digit into another, so that JSON stays JSON. */
function spoil(bytes: Buffer, random: () => number): void {
  for (let tries = 0; tries < 200 && bytes.length > 0; tries += 1) {
    const at = Math.floor(random() * bytes.length);
    const byte = bytes[at] ?? 0;
    if (!/[0-9a-z]/i.test(String.fromCharCode(byte))) continue;
    bytes[at] = byte === 0x37 ? 0x38 : 0x37;
    return;
  }
}

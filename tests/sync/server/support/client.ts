import { createParser } from 'eventsource-parser';
import { password } from './backend';

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Page<T> {
  readonly documents: (T & { _deleted: boolean })[];
  readonly checkpoint: { id: string; lwt: number };
  readonly more?: boolean;
}

export interface Login {
  readonly token: string;
  readonly refreshToken: string;
  readonly expiresAt: string;
  readonly user: { id: string; login: string; name: string; role: string };
  readonly workspace: string;
  readonly series: string;
  readonly serverTime: string;
}

/** Logs in as a device. */
export function logIn(
  url: string,
  login: string,
  device: string,
  extra: Record<string, unknown> = {},
): Promise<Answer<Login>> {
  const body = { login, password, device: { id: device, name: 'Ноутбук' }, ...extra };
  return call<Login>(url, 'POST', '/auth/login', { body });
}

/** One request, its answer parsed. */
export async function call<T>(
  url: string,
  method: 'GET' | 'POST',
  path: string,
  { token, body, raw, headers }: { token?: string; body?: unknown; raw?: BodyInit; headers?: object } = {},
): Promise<Answer<T>> {
  const sends = body !== undefined || raw !== undefined;
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(sends ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(sends ? { body: raw ?? JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? undefined : JSON.parse(text)) as T,
  };
}

/** A logged-in device that speaks the protocol. */
export class Device {
  constructor(
    readonly url: string,
    readonly token: string,
  ) {}

  static async logIn(url: string, login: string, device: string): Promise<Device> {
    const { body, status } = await logIn(url, login, device);
    if (status !== 200) throw new Error(`login answered ${status}`);
    return new Device(url, body.token);
  }

  get<T>(path: string): Promise<Answer<T>> {
    return call<T>(this.url, 'GET', path, { token: this.token });
  }

  pull<T>(collection: string, lwt = 0, limit = 100, extra = ''): Promise<Answer<Page<T>>> {
    return this.get(`/${collection}/0/pull?lwt=${lwt}&id=&limit=${limit}${extra}`);
  }

  post<T>(path: string, body?: unknown): Promise<Answer<T>> {
    return call<T>(this.url, 'POST', path, { token: this.token, ...(body === undefined ? {} : { body }) });
  }

  push<T>(collection: string, rows: readonly object[]): Promise<Answer<T[]>> {
    return call<T[]>(this.url, 'POST', `/${collection}/0/push`, { token: this.token, body: rows });
  }

  stream<T>(collection: string): Promise<Stream<T>> {
    return this.listen(`/${collection}/0/pullStream`);
  }

  /** Opens a stream at this path. */
  async listen<T>(path: string): Promise<Stream<T>> {
    const abort = new AbortController();
    const response = await fetch(this.url + path, {
      headers: { authorization: `Bearer ${this.token}` },
      signal: abort.signal,
    });
    return new Stream<T>(response, abort);
  }
}

/** An open pullStream: collects events until it ends. */
export class Stream<T> {
  readonly documents: (T & { _deleted: boolean })[] = [];
  readonly comments: string[] = [];
  /** The names of the events, '' for those without. */
  readonly names: string[] = [];
  readonly ended: Promise<void>;
  lastCheckpoint: { id: string; lwt: number } | undefined;

  constructor(
    readonly response: Response,
    private readonly abort: AbortController,
  ) {
    this.ended = this.read();
  }

  async until(done: () => boolean, timeoutMs = 10_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!done()) {
      if (Date.now() > deadline) throw new Error('the stream did not deliver in time');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async close(): Promise<void> {
    this.abort.abort();
    await this.ended;
  }

  private async read(): Promise<void> {
    const parser = createParser({
      onEvent: ({ data, event = '' }) => {
        this.names.push(event);
        if (event === 'inbox') return;
        const page = JSON.parse(data) as Page<T>;
        this.documents.push(...page.documents);
        this.lastCheckpoint = page.checkpoint;
      },
      onComment: (comment) => this.comments.push(comment),
    });
    const decoder = new TextDecoder();
    try {
      for await (const part of this.response.body ?? []) parser.feed(decoder.decode(part, { stream: true }));
    } catch {
      // Aborted by us.
    }
  }
}

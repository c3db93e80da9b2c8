import { AppError } from '@shared/lib/result';
import type { ServerSession } from '@shared/sync/session';
import { request } from './connection';
import { answerFailure, jsonOf } from './failures';

export interface Credentials {
  readonly server: string;
  readonly login: string;
  readonly password: string;
  readonly device: {
    readonly id: string;
    readonly name: string;
    /** What only this installation knows: by it the server tells the device from another that names it. */
    readonly secret?: string;
  };
  /** The database came from a copy: the server gives the device a new series. */
  readonly restored?: boolean;
  /** The series it numbers with: a server restored from a backup may not know that it gave it. */
  readonly series?: string;
}

/**
 * The server's address as typed, made whole: `crm.example.ru` is https; plain http only for this machine and private
 * networks, where a company may run the endpoint without a certificate.
 * @throws AppError `sync-address-invalid`
 */
export function serverAddress(typed: string): string {
  const text = typed.trim().replace(/\/+$/, '');
  let url: URL;
  try {
    url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
  } catch {
    throw new AppError('sync-address-invalid');
  }
  const plainAllowed =
    /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|[^.]+)$/.test(
      url.hostname,
    );
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && plainAllowed)) {
    throw new AppError('sync-address-invalid');
  }
  if (url.username || url.search || url.hash) throw new AppError('sync-address-invalid');
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** Signs in. @throws AppError `sync-wrong-password`, `sync-locked-out`, `sync-certificate`, `sync-offline`, … */
export async function signIn({
  server,
  login,
  password,
  device,
  restored,
  series,
}: Credentials): Promise<ServerSession> {
  const response = await request(`${server}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      login,
      password,
      device,
      ...(restored ? { restored } : {}),
      ...(series ? { series } : {}),
    }),
    signal: AbortSignal.timeout(15_000),
  });
  if (!response.ok) throw await answerFailure(response);
  const body = (await jsonOf(response)) as Partial<ServerSession> | null;
  if (typeof body?.token !== 'string' || typeof body.series !== 'string' || !body.user || !body.workspace) {
    throw new AppError('sync-bad-answer');
  }
  return body as ServerSession;
}

import type { ErrorCode } from '@shared/errors';
import { AppError } from '@shared/lib/result';
import { mayBeIllFormed, wellFormed } from '@shared/lib/well-formed';
import { checkedBytes } from './digest';

/** Codes of Node's TLS for a certificate that is not to be trusted. */
const certificateCodes =
  /^(CERT_|ERR_TLS_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)|HOSTNAME_MISMATCH|INVALID_CA|ERR_SSL_)/;

/** Why a request that got no answer failed. */
export function networkFailure(error: unknown): AppError {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth += 1) {
    if (at.name === 'TimeoutError') return new AppError('sync-timeout');
    if (/\(407\)/.test(at.message)) return new AppError('sync-proxy-password');
    const code = String((at as { code?: unknown }).code ?? '');
    if (certificateCodes.test(code)) return new AppError('sync-certificate');
    if (code === 'ETIMEDOUT' || (code.startsWith('UND_ERR_') && code.endsWith('TIMEOUT'))) {
      return new AppError('sync-timeout');
    }
    at = at.cause;
  }
  return new AppError('sync-offline');
}

const ofServerCode: Readonly<Record<string, ErrorCode>> = {
  'wrong-credentials': 'sync-wrong-password',
  'login-required': 'sync-login-again',
  'too-many-attempts': 'sync-locked-out',
  'too-many-requests': 'sync-busy',
  'storage-full': 'sync-storage-full',
  'update-required': 'sync-update-required',
  'read-only': 'sync-forbidden',
  forbidden: 'sync-forbidden',
  'device-revoked': 'sync-device-revoked',
  'already-resolved': 'already-resolved',
  'login-taken': 'login-taken',
  'login-invalid': 'login-invalid',
  'name-invalid': 'name-invalid',
  'last-admin': 'last-admin',
  'not-found': 'not-found',
  'server-restored': 'sync-server-restored',
  'unknown-collection': 'sync-update-required',
  unavailable: 'sync-server-error',
  'content-missing': 'file-not-on-server',
  'file-too-large': 'file-too-large',
  'quota-exceeded': 'quota-exceeded',
  'checksum-failed': 'sync-bad-answer',
  internal: 'sync-server-error',
};

/**
 * Why an answered request failed. Only our endpoint answers errors as JSON with a code: a page of a proxy or of a
 * captive portal is `sync-bad-answer`.
 */
export async function answerFailure(response: Response): Promise<AppError> {
  const { status } = response;
  const body = await readJson(response);
  const retryAfter = Number(response.headers.get('retry-after') ?? 0);
  const data = retryAfter > 0 ? { status, retryAfter } : { status };
  if (body !== null && typeof body === 'object' && 'code' in body && 'error' in body) {
    return new AppError(ofServerCode[String(body.code)] ?? statusFailure(status), data);
  }
  if (status === 407) return new AppError('sync-proxy-password', { status });
  // A balancer before the server may ask for patience in its own words.
  if (status === 429) return new AppError('sync-busy', data);
  return new AppError(status >= 500 ? 'sync-server-error' : 'sync-bad-answer', data);
}

function statusFailure(status: number): ErrorCode {
  if (status === 401) return 'sync-login-again';
  if (status === 407) return 'sync-proxy-password';
  if (status === 403) return 'sync-forbidden';
  if (status === 426) return 'sync-update-required';
  if (status === 429) return 'sync-busy';
  if (status === 507) return 'sync-storage-full';
  return status >= 500 ? 'sync-server-error' : 'sync-bad-answer';
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

/** The body as JSON, its texts mended: a server may be anybody's. @throws AppError `sync-bad-answer` when something else answered */
export async function jsonOf(response: Response): Promise<unknown> {
  const { value, isSound } = await rawJsonOf(response);
  return isSound ? value : wellFormed(value);
}

/** The body as JSON, as it came, and whether its texts can be held. @throws AppError `sync-bad-answer` */
export async function rawJsonOf(response: Response): Promise<{ value: unknown; isSound: boolean }> {
  const bytes = await checkedBytes(response);
  const text = new TextDecoder().decode(bytes);
  try {
    return { value: JSON.parse(text), isSound: !mayBeIllFormed(text) };
  } catch {
    throw new AppError('sync-bad-answer');
  }
}

/** Whether waiting helps: the network or the server may come back by themselves. */
export function isPassing(code: ErrorCode): boolean {
  return (
    code === 'sync-offline' ||
    code === 'sync-timeout' ||
    code === 'sync-server-error' ||
    code === 'sync-busy' ||
    code === 'sync-storage-full' ||
    code === 'sync-bad-answer'
  );
}

import { type ErrorCode, errorCodes } from '@shared/errors';
import { AppError, type Failure } from '@shared/lib/result';

const known = new Set<string>(errorCodes);

/** Turns anything thrown into a code a person can be told; what we do not know is `internal`. */
export function toFailure(error: unknown): Failure {
  if (error instanceof AppError) return { code: error.code, data: error.data };
  const code = codeOf(error);
  return { code: known.has(code) ? (code as ErrorCode) : 'internal', data: neededBy(error) };
}

/** The version of the application that a database of a newer one asks for. */
function neededBy(error: unknown): Failure['data'] {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth += 1) {
    const { needs } = at as { needs?: unknown };
    if (typeof needs === 'string' && needs !== '') return { version: needs };
    at = at.cause;
  }
  return {};
}

/** Looks for a code on the error itself and on what caused it: RxDB wraps the storage's errors. */
function codeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth += 1) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === 'string' && known.has(code)) return code;
    if (code === 'ENOSPC') return 'disk-full';
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'no-permission';
    if (code === 'ENOENT') return 'file-not-found';
    at = at.cause;
  }
  return 'internal';
}

/** What goes to the log: names and codes, never messages that may quote a person's data. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = (error as { code?: unknown }).code;
  const where = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 4)
    .map((line) => line.trim().replace(/\(?(file:\/\/)?\/[^\s)]*\/(out|src)\//, '($2/'))
    .join(' < ');
  return `${error.name}${typeof code === 'string' ? ` ${code}` : ''} ${where}`;
}

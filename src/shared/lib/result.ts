import type { ErrorCode } from '../errors';

/** A refusal or failure as data: it crosses processes, where a thrown error would lose all but its message. */
export interface Failure {
  readonly code: ErrorCode;
  /** Values for the sentence; never a document's body. */
  readonly data: Readonly<Record<string, string | number>>;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });

export const failure = (
  code: ErrorCode,
  data: Failure['data'] = {},
): { readonly ok: false; readonly error: Failure } => ({
  ok: false,
  error: { code, data },
});

/** Thrown by handlers for an expected refusal; the thread's door turns it into a {@link Result}. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly data: Failure['data'] = {},
  ) {
    super(code);
    this.name = 'AppError';
  }
}

/** The value of a Result, for code that throws. @throws AppError with the failure's code */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new AppError(result.error.code, result.error.data);
}

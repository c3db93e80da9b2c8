/**
 * Everything the endpoint refuses or fails with: code, HTTP status and a sentence for logs and curl. People read
 * the client's own texts, chosen by the code. A code is never renamed.
 */
const refusals = {
  'invalid-input': [400, 'The request is not understood.'],
  'wrong-credentials': [401, 'Login or password is wrong.'],
  'login-required': [401, 'Log in first: the token is missing, unknown or expired.'],
  forbidden: [403, 'Your role does not allow this.'],
  'device-revoked': [403, 'This device was revoked: hand over what is unsent, then wipe.'],
  'read-only': [403, 'This collection is written by the server only.'],
  'not-found': [404, 'There is nothing at this address.'],
  'content-missing': [404, 'This content is not here, or not for you.'],
  'unknown-collection': [404, 'There is no such collection.'],
  'login-invalid': [400, 'A login has 1 to 120 characters and no spaces.'],
  'name-invalid': [400, 'A name has 1 to 300 printable characters.'],
  'last-admin': [409, 'Somebody must stay administrator.'],
  'login-taken': [409, 'This login is taken.'],
  'already-resolved': [409, 'Somebody has decided this already.'],
  'server-restored': [
    409,
    'This checkpoint is not of this feed: the server was restored from an older backup.',
  ],
  'too-large': [413, 'The request is too large: send fewer documents at once.'],
  'file-too-large': [413, 'The file is larger than this server takes.'],
  'checksum-failed': [422, 'The content does not have its hash: send it again.'],
  'update-required': [426, 'Schema versions differ: update the application or the server.'],
  'too-many-attempts': [429, 'Too many failed attempts to log in: wait.'],
  'too-many-requests': [429, 'Too many requests: wait.'],
  internal: [500, 'The server failed; the reason is in its log.'],
  'quota-exceeded': [507, 'There is no room left for files.'],
  'storage-full': [507, 'Your share of this server is used up: nothing more is taken until there is room.'],
  unavailable: [503, 'The database does not answer: try again later.'],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalCode = keyof typeof refusals;

/** An answer other than success. `retryAfter` is in seconds. */
export class Refusal extends Error {
  readonly statusCode: number;

  constructor(
    readonly code: RefusalCode,
    readonly retryAfter?: number,
  ) {
    super(refusals[code][1]);
    this.statusCode = refusals[code][0];
  }

  /** The body of the answer. */
  get body(): { code: string; error: true; message: string } {
    return { code: this.code, error: true, message: this.message };
  }
}

const codeOfStatus: Readonly<Record<number, RefusalCode>> = {
  400: 'invalid-input',
  404: 'not-found',
  413: 'too-large',
  415: 'invalid-input',
  429: 'too-many-requests',
};

/** Turns anything thrown into a refusal; what is not understood becomes `internal`. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { statusCode, code, message } = asDetails(error);
  if (isUnavailable(code, message)) return new Refusal('unavailable', 5);
  // A value PostgreSQL cannot even be asked about (class 22, data exceptions), such as U+0000 in an address.
  if (/^22[0-9A-Z]{3}$/.test(code)) return new Refusal('invalid-input');
  const known = statusCode === undefined ? undefined : codeOfStatus[statusCode];
  if (known !== undefined) return new Refusal(known);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new Refusal('invalid-input');
  return new Refusal('internal');
}

/** What a log may hold of an error: no message and no detail, since drivers quote values in them. */
export function loggable(error: unknown): { type: string; code: string; at: string[] } {
  const { code } = asDetails(error);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const at = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error instanceof Error ? error.name : typeof error,
    code,
    at: at.slice(0, 8).map((line) => line.trim()),
  };
}

function asDetails(error: unknown): { statusCode: number | undefined; code: string; message: string } {
  const details = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  return {
    statusCode: typeof details.statusCode === 'number' ? details.statusCode : undefined,
    code: typeof details.code === 'string' ? details.code : '',
    message: typeof details.message === 'string' ? details.message : '',
  };
}

/** SQLSTATE classes 08 (connection), 53 (resources), 57P (shutdown), 57014 and 25P03 (timeouts), and the driver's own. */
function isUnavailable(code: string, message: string): boolean {
  return (
    /^(08|53|57P|57014|25P03|40001|40P01)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'].includes(code) ||
    /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/.test(
      message,
    )
  );
}

import { createHash } from 'node:crypto';
import { AppError } from '@shared/lib/result';
import { digestHeader } from '@shared/sync/digest';

export const sha256 = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** The header to send a body with. */
export const digestOf = (body: string | Uint8Array): Readonly<Record<string, string>> => ({
  [digestHeader]: sha256(body),
});

/** The bytes of an answer. @throws AppError `sync-bad-answer` when they are not what the server sent */
export async function checkedBytes(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const told = response.headers.get(digestHeader);
  if (told !== null && told !== sha256(bytes)) throw new AppError('sync-bad-answer');
  return bytes;
}

import { createHash } from 'node:crypto';

const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID that stands for a word: always the same one. */
export function idOf(word: string): string {
  const bytes = createHash('sha256').update(word).digest();
  return `0${[...bytes.subarray(0, 25)].map((byte) => BASE32.charAt(byte % 32)).join('')}`;
}

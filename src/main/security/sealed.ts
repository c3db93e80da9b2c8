import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { open, seal } from './wrap';

/** A value sealed under the database's key; what it stands in is plain JSON. */
export interface Sealed {
  readonly keyId: string;
  readonly iv: string;
  readonly data: string;
}

/** Seals what the profile keeps besides the database, each purpose under a key of its own derived from the database's. */
export interface Sealer {
  readonly seal: (purpose: string, value: unknown) => Sealed;
  /** The value, or undefined when it was sealed by another key, for another purpose, or was damaged. */
  readonly open: (purpose: string, sealed: unknown) => unknown;
}

/** @param keyOf the key of an id, present or former */
export function makeSealer(present: string, keyOf: (keyId: string) => Buffer | undefined): Sealer {
  return {
    seal(purpose, value) {
      const key = keyOf(present);
      if (!key) throw new Error('no key to seal with');
      const iv = randomBytes(12);
      const plain = Buffer.from(JSON.stringify(value));
      const data = seal(subkey(key, purpose), iv, plain, additional(present, purpose));
      return { keyId: present, iv: iv.toString('base64'), data: data.toString('base64') };
    },
    open(purpose, sealed) {
      if (typeof sealed !== 'object' || sealed === null) return undefined;
      const { keyId, iv, data } = sealed as Partial<Sealed>;
      if (typeof keyId !== 'string' || typeof iv !== 'string' || typeof data !== 'string') return undefined;
      const key = keyOf(keyId);
      if (!key) return undefined;
      const plain = open(
        subkey(key, purpose),
        Buffer.from(iv, 'base64'),
        Buffer.from(data, 'base64'),
        additional(keyId, purpose),
      );
      return plain && JSON.parse(plain.toString('utf8'));
    },
  };
}

/** HKDF (RFC 5869): what leaks of one purpose's key tells nothing of the others. */
function subkey(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `kartoteka:${purpose}`, 32));
}

const additional = (keyId: string, purpose: string): string =>
  JSON.stringify(['kartoteka-sealed', 1, keyId, purpose]);

/** The key of drafts in the window's own storage, base64; spelled as the first version did, so that its drafts open. */
export function draftKeyOf(key: Buffer): string {
  return createHash('sha256')
    .update(`drafts:${key.toString('hex')}`)
    .digest('base64');
}

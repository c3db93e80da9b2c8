import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { getBroadcastChannelReference, removeBroadcastChannelReference } from 'rxdb';
import { type Observable, Subject } from 'rxjs';

/** How the instances of one collection, in whatever thread or process, tell each other what they have written. */
export interface Channel {
  /** What others have written, one bulk after the other. */
  readonly received$: Observable<unknown>;
  send(bulk: unknown): void;
  /** Hears and sends nothing more. */
  close(): Promise<void>;
}

/** Which collection an instance belongs to. */
export interface ChannelPlace {
  /** The storage's name with the file's identity. */
  readonly storageName: string;
  readonly databaseInstanceToken: string;
  readonly databaseName: string;
  readonly collectionName: string;
  readonly version: number;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * RxDB's BroadcastChannel lays every message as a file into the system's temporary folder, open to all users of the
 * machine: nothing but its length can be read there, and what others lay there is not believed.
 *
 * @param secret known to those who can open the file, and to nobody else
 * @param reference stands for the instance, which RxDB counts
 */
export function openChannel(place: ChannelPlace, secret: string, reference: object): Channel {
  const { storageName, databaseInstanceToken, databaseName, collectionName, version } = place;
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'events between instances', 32));
  const address = createHmac('sha256', key)
    .update(JSON.stringify([databaseName, collectionName, version]))
    .digest('base64');
  const channel = getBroadcastChannelReference(storageName, databaseInstanceToken, databaseName, reference);
  const received$ = new Subject<unknown>();
  const hear = (message: {
    readonly collectionName?: unknown;
    readonly eventBulk?: { readonly id?: unknown };
  }) => {
    if (message.collectionName !== address) return;
    const bulk = unseal(key, address, message.eventBulk?.id);
    if (bulk !== undefined) received$.next(bulk);
  };
  channel.addEventListener('message', hear);
  return {
    received$,
    send(bulk) {
      // A form that RxDB's own listeners pass over, since no database has such a collection.
      const eventBulk = { id: seal(key, address, bulk), events: [], checkpoint: null, context: '' };
      const message = { storageName, databaseName: '', collectionName: address, version, eventBulk };
      // What nobody hears is in the file all the same.
      channel.postMessage(message).catch(() => undefined);
    },
    async close() {
      channel.removeEventListener('message', hear);
      received$.complete();
      await removeBroadcastChannelReference(databaseInstanceToken, reference);
    },
  };
}

function seal(key: Buffer, address: string, value: unknown): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(address));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Undefined: it was sealed with another key, or not at all. */
function unseal(key: Buffer, address: string, text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    const bytes = Buffer.from(text, 'base64');
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(address));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const whole = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    return JSON.parse(whole.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

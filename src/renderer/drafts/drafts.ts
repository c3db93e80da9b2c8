import type { EntityTable } from 'dexie';
import { ask } from '../ipc/client';

interface StoredDraft {
  readonly key: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
  readonly savedAt: number;
}

/**
 * What a person has half typed, kept on this device through a crash of anything: sealed with a key that goes with
 * the database's, never synced. View settings live here too.
 */
async function openTestService(): Promise<EntityTable<StoredDraft, 'key'>> {
  const { Dexie } = await import('dexie');
  const base = new Dexie('kartoteka-drafts');
  base.version(1).stores({ drafts: 'key' });
  return base.table('drafts');
}

let opened: ReturnType<typeof openTestService> | undefined;

/** The table of drafts; its library is loaded with the first one asked for. */
function drafts(): ReturnType<typeof openTestService> {
  opened ??= openTestService().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

let sealingKey: Promise<CryptoKey | null> | undefined;

function key(): Promise<CryptoKey | null> {
  sealingKey ??= ask('app.draftKey', {}).then((result) => {
    if (!result.ok) {
      // Locked now: asked again after the unlocking.
      sealingKey = undefined;
      return null;
    }
    const bytes = Uint8Array.from(atob(result.value), (char) => char.charCodeAt(0));
    return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  });
  return sealingKey;
}

/**
 * The window's storage may fail to open (a full disk, a first start under load): a draft is a safety net, and its
 * failure must never stop the work.
 */
async function quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

/**
 * Keeps a draft; without a key nothing is written rather than written plainly. Where the window's storage does not
 * work (a full disk, a profile it cannot reach) nothing is kept, and the form goes on.
 */
export async function keepDraft(name: string, value: unknown): Promise<void> {
  const sealing = await key();
  if (!sealing) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, sealing, plain);
  await quietly(async () => (await drafts()).put({ key: name, iv, sealed, savedAt: Date.now() }));
}

/** A kept draft, or undefined; one sealed with another database's key, or that cannot be read, counts as absent. */
export async function readDraft<T>(name: string): Promise<T | undefined> {
  const [sealing, stored] = await Promise.all([key(), quietly(async () => (await drafts()).get(name))]);
  if (!sealing || !stored) return undefined;
  try {
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: stored.iv }, sealing, stored.sealed);
    return JSON.parse(new TextDecoder().decode(plain)) as T;
  } catch {
    return undefined;
  }
}

export async function dropDraft(name: string): Promise<void> {
  await quietly(async () => (await drafts()).delete(name));
}

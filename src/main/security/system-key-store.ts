import { safeStorage } from 'electron';

/** `os`: wrapped by the system's key store; `weak`: the system has none (Linux without a keyring). */
export type Strength = 'os' | 'weak';

/** What wraps a secret for the present user of this computer. */
export interface SystemKeyStore {
  readonly strength: Strength;
  /** @returns base64 */
  readonly wrap: (secret: string) => string;
  /** @throws when it was wrapped by another user or computer */
  readonly unwrap: (value: string) => string;
}

/** Electron's safeStorage: DPAPI, Keychain, libsecret or KWallet; on Linux without a keyring only a fixed key. */
export function systemKeyStore(): SystemKeyStore {
  const linux = process.platform === 'linux';
  // Without a keyring Chromium refuses until it is told that its fixed key will do; `strength` reports it.
  if (linux && !safeStorage.isEncryptionAvailable()) safeStorage.setUsePlainTextEncryption(true);
  return {
    get strength() {
      if (!linux) return safeStorage.isEncryptionAvailable() ? 'os' : 'weak';
      const backend = safeStorage.getSelectedStorageBackend();
      return backend === 'basic_text' || backend === 'unknown' ? 'weak' : 'os';
    },
    wrap: (secret) => safeStorage.encryptString(secret).toString('base64'),
    unwrap: (value) => safeStorage.decryptString(Buffer.from(value, 'base64')),
  };
}

import type { SystemKeyStore } from '../../src/main/security/system-key-store';

/** A system's key store as far as tests need one: turns its text around, for one user. */
export function testKeyStore(strength: 'os' | 'weak' = 'os', user = 'anna'): SystemKeyStore {
  return {
    strength,
    wrap: (secret) => Buffer.from(`${user}:${[...secret].reverse().join('')}`).toString('base64'),
    unwrap(value) {
      const [owner, text = ''] = Buffer.from(value, 'base64').toString().split(':');
      if (owner !== user) throw new Error('another user');
      return [...text].reverse().join('');
    },
  };
}

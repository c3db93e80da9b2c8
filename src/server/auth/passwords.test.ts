import { describe, expect, it } from 'vitest';
import { generatePassword, hashPassword, verifyPassword } from './passwords';

describe('passwords', () => {
  it('match their hash in either spelling of й, and nothing else does', async () => {
    const hash = await hashPassword('йод и ёлка', 4);
    expect(hash).toMatch(/^scrypt\$4\$8\$1\$[^$]+\$[^$]+$/);
    expect(await verifyPassword('йод и ёлка'.normalize('NFD'), hash)).toBe(true);
    expect(await verifyPassword('иод и ёлка', hash)).toBe(false);
    expect(await verifyPassword('йод и ёлка', 'plain')).toBe(false);
  });

  it('are salted', async () => {
    expect(await hashPassword('same', 4)).not.toBe(await hashPassword('same', 4));
  });

  it('are made up without characters that are confused', () => {
    const made = Array.from({ length: 200 }, generatePassword);
    for (const one of made) expect(one).toMatch(/^(?:[a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
    expect(new Set(made).size).toBe(200);
  });
});

import { describe, expect, it } from 'vitest';
import { formatRecoveryCode, parseRecoveryCode, recoveryCodeBytes } from './recovery-code';

const zeros = formatRecoveryCode(new Uint8Array(recoveryCodeBytes));
const some = formatRecoveryCode(
  Uint8Array.from({ length: recoveryCodeBytes }, (_, i) => (i * 73 + 41) & 255),
);

describe('the recovery code', () => {
  it('has seven groups of five signs, the fifth checking the other four', () => {
    // By hand: the group's number doubled four times in GF(32), x^5 = x^2 + 1.
    expect(zeros).toBe('0000G-00005-0000N-0000A-0000T-0000F-0000Z');
    expect(some).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){6}[0-9A-HJKMNP-TV-Z]{5}$/);
  });

  it('carries 140 bits: each of them changes the code', () => {
    const codes = new Set<string>();
    for (let bit = 0; bit < 140; bit += 1) {
      const random = new Uint8Array(recoveryCodeBytes);
      random[bit >> 3] = 128 >> (bit & 7);
      codes.add(formatRecoveryCode(random));
    }
    expect(codes.size).toBe(140);
    expect(codes.has(zeros)).toBe(false);
  });

  it('is read in any case, with any separators, with letters that look alike', () => {
    const read = (text: string) => parseRecoveryCode(text);
    expect(read(some.toLowerCase().replaceAll('-', '  '))).toEqual({ ok: true, code: some });
    expect(read(zeros.replaceAll('0', 'о').replaceAll('A', 'А').replaceAll('T', 'т'))).toEqual({
      ok: true,
      code: zeros,
    });
    expect(read(zeros.replaceAll('0', 'O').toLowerCase())).toEqual({ ok: true, code: zeros });
  });

  it('is read when typed in the Russian layout', () => {
    const latin = 'QWERTYUIOPASDFGHJKLZXCVBNM';
    const russian = 'ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ';
    const typed = [...some].map((sign) => russian.charAt(latin.indexOf(sign)) || sign).join('');
    expect(typed).toMatch(/[А-Я]/);
    expect(parseRecoveryCode(typed)).toEqual({ ok: true, code: some });
  });

  it('finds every single wrong sign, every exchange of neighbours, and exchanged groups', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    const plain = some.replaceAll('-', '');
    for (let at = 0; at < plain.length; at += 1) {
      for (const sign of alphabet) {
        if (sign === plain.charAt(at)) continue;
        const wrong = plain.slice(0, at) + sign + plain.slice(at + 1);
        expect(parseRecoveryCode(wrong)).toEqual({ ok: false, group: Math.floor(at / 5) + 1 });
      }
      const [a, b] = [plain.charAt(at), plain.charAt(at + 1)];
      if (b === '' || a === b || at % 5 === 4) continue;
      expect(parseRecoveryCode(plain.slice(0, at) + b + a + plain.slice(at + 2)).ok).toBe(false);
    }
    const [first = '', second = '', ...rest] = some.split('-');
    expect(parseRecoveryCode([second, first, ...rest].join('-'))).toEqual({ ok: false, group: 1 });
  });

  it('says when it is too short, too long or holds what no code holds', () => {
    expect(parseRecoveryCode('')).toEqual({ ok: false, group: 0 });
    expect(parseRecoveryCode(some.slice(0, -1))).toEqual({ ok: false, group: 0 });
    expect(parseRecoveryCode(`${some}0`)).toEqual({ ok: false, group: 0 });
    expect(parseRecoveryCode(some.replace(/^./, 'U'))).toMatchObject({ ok: false });
  });
});

export type PasswordStrength = 'weak' | 'fair' | 'strong';

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю', '1234567890'];

/** Bits a guesser must find, roughly, up to which a password is weak and fair. */
const weakBits = 40;
const fairBits = 65;

/**
 * A rough guess at how hard a password is to find: signs that repeat or go on in a row of the keyboard or the alphabet
 * count for little, longer ones for more.
 */
export function passwordStrength(password: string): PasswordStrength {
  const signs = [...password.toLowerCase()];
  const seen = new Set<string>();
  let bits = 0;
  for (const [index, sign] of signs.entries()) {
    const before = signs[index - 1] ?? '';
    if (follows(before, sign)) bits += 0.5;
    else if (seen.has(sign)) bits += 2;
    else bits += /\p{L}/u.test(sign) ? 4 : /\p{N}/u.test(sign) ? 3 : 5;
    seen.add(sign);
  }
  if (/\p{Lu}/u.test(password) && /\p{Ll}/u.test(password)) bits += 4;
  return bits < weakBits ? 'weak' : bits < fairBits ? 'fair' : 'strong';
}

function follows(before: string, sign: string): boolean {
  if (before === '') return false;
  if (Math.abs(before.charCodeAt(0) - sign.charCodeAt(0)) <= 1) return true;
  return rows.some((row) => {
    const [a, b] = [row.indexOf(before), row.indexOf(sign)];
    return a >= 0 && b >= 0 && Math.abs(a - b) === 1;
  });
}

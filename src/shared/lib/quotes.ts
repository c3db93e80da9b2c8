/** Straight marks and their look-alikes of typewriters and keyboards; ″ alone is an inch. */
const STRAIGHT = new Set(['"', '“', '”', '‟']);
const OPENS_AFTER = /[\s([{«„/—–-]/u;

type Role = 'open' | 'close' | 'plain';

/** What a mark looks like by its neighbours alone. */
function roleAt(signs: readonly string[], at: number): Role {
  const before = signs[at - 1];
  const after = signs[at + 1];
  const startsWord =
    before === undefined ||
    OPENS_AFTER.test(before) ||
    (STRAIGHT.has(before) && roleAt(signs, at - 1) === 'open');
  const endsText = after === undefined || /\s/u.test(after);
  if (startsWord) return endsText ? 'plain' : 'open';
  return 'close';
}

/**
 * Turns straight quotes into «ёлочки» as Russian print has them: nested ones are paired from the inside, two closing
 * marks never stand together («Торговый дом «Призма»), and a mark behind a number that closes nothing is an inch and
 * stays (Диск 24"). A mark that opens and is never closed stays as it was typed.
 */
export function pairQuotes(text: string): string {
  const signs = [...text];
  if (!signs.some((sign) => STRAIGHT.has(sign))) return text;
  const roles = signs.map((sign, at): Role => {
    if (sign === '«') return 'open';
    if (sign === '»') return 'close';
    return STRAIGHT.has(sign) ? roleAt(signs, at) : 'plain';
  });
  const inches = new Set(signs.flatMap((_sign, at) => (isInch(signs, roles, at) ? [at] : [])));
  const closers = roles.filter((role, at) => role === 'close' && !inches.has(at)).length;
  const out: string[] = [];
  let depth = 0;
  let left = closers;
  for (const [at, sign] of signs.entries()) {
    const role = inches.has(at) ? 'plain' : roles[at];
    if (role === 'open' && left > 0) {
      depth += 1;
      out.push('«');
    } else if (role === 'close') {
      left -= 1;
      if (depth > 0 || sign === '»') {
        depth = Math.max(0, depth - 1);
        // Of two closing marks in a row print keeps one.
        if (out.at(-1) !== '»') out.push('»');
      } else out.push(sign);
    } else out.push(sign);
  }
  return out.join('');
}

/** A mark behind a digit stands for inches where every opened quote is closed without it. */
function isInch(signs: readonly string[], roles: readonly Role[], at: number): boolean {
  if (roles[at] !== 'close' || signs[at] === '»' || !/\d/.test(signs[at - 1] ?? '')) return false;
  const balance = (from: number, to: number) => {
    let depth = 0;
    for (let place = from; place < to; place += 1) {
      if (roles[place] === 'open') depth += 1;
      // Other marks behind digits may be inches as well.
      if (roles[place] === 'close' && !/\d/.test(signs[place - 1] ?? '')) depth -= 1;
    }
    return depth;
  };
  const before = balance(0, at);
  const after = balance(at + 1, signs.length);
  return before <= 0 || before + after <= 0;
}

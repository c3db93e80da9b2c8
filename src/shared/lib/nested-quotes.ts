import { pairQuotes } from './quotes';

/**
 * Quotes as Russian print has them: straight ones paired, those inside others as „лапки“: ООО «Торговый дом „Призма“». Where
 * one mark closes two quotes, as old names have it, both are closed.
 */
export function printQuotes(text: string): string {
  const signs = [...pairQuotes(text)];
  const opens = signs
    .map((sign, at) => (sign === '«' && closesLater(signs, at) ? at : -1))
    .filter((at) => at >= 0);
  if (opens.length < 2) return signs.join('');
  let depth = 0;
  const out: string[] = [];
  for (const [at, sign] of signs.entries()) {
    if (sign === '«' && opens.includes(at)) {
      depth += 1;
      out.push(depth === 1 ? '«' : '„');
    } else if (sign === '»' && depth > 0) {
      const left = signs.slice(at + 1);
      const later = left.filter((one) => one === '»').length - left.filter((one) => one === '«').length;
      // Of the marks still to come too few to close the outer one: this one closes all that is open.
      const closing = Math.max(1, depth - Math.max(0, later));
      for (let count = 0; count < closing; count += 1) {
        out.push(depth > 1 ? '“' : '»');
        depth -= 1;
      }
    } else out.push(sign);
  }
  return out.join('');
}

const closesLater = (signs: readonly string[], at: number) => signs.indexOf('»', at) > at;

import type { Phone } from '@shared/clients/schema';
import { type City, mobileCodes } from './data/cities';
import type { Random } from './random';

/** Ten digits as people write them. */
function written(random: Random, code: string, rest: string): string {
  const groups =
    rest.length === 7
      ? `${rest.slice(0, 3)}-${rest.slice(3, 5)}-${rest.slice(5)}`
      : `${rest.slice(0, rest.length - 4)}-${rest.slice(-4, -2)}-${rest.slice(-2)}`;
  const style = random.int(0, 9);
  if (style < 6) return `+7 ${code} ${groups}`;
  return style < 9 ? `8 (${code}) ${groups}` : `8${code}${rest}`;
}

/** A phone of the city's own network, sometimes with an extension. */
export function cityPhone(random: Random, { phone }: City, id: string): Phone {
  const rest = String(random.int(2, 7)) + random.digits(9 - phone.length);
  const ext = random.chance(0.12) ? String(random.int(101, 499)) : '';
  const raw = written(random, phone, rest) + (ext === '' ? '' : ` доб. ${ext}`);
  return { id, raw, e164: `+7${phone}${rest}`, ext, label: 'work' };
}

export function mobilePhone(random: Random, id: string): Phone {
  const code = random.pick(mobileCodes);
  const rest = String(random.int(1, 9)) + random.digits(6);
  return { id, raw: written(random, code, rest), e164: `+7${code}${rest}`, ext: '', label: 'mobile' };
}

import type { BusinessDocument } from '@shared/documents/schema';
import { phoneKey } from '@shared/domain/phones/phones';
import { words } from '@shared/search/fold';
import { typeNamedBy } from './documents';
import { type Tier, tiers } from './kinds';
import type { QueryInterpretation } from './query-interpretation';
import { type Group, stands } from './words';

/** The better of two. */
export const best = (a: Tier, b: Tier): Tier => (a < b ? a : b);

/** Questions to a record about one reading of the query. */
export class Answers {
  constructor(private readonly reading: QueryInterpretation) {}

  wholeName({ nameKey }: { readonly nameKey: string }): boolean {
    return this.reading.key !== '' && nameKey === this.reading.key;
  }

  wholeWords(name: string): boolean {
    const own = words(name);
    const { groups, names } = this.reading;
    const all = (wanted: readonly Group[]) =>
      wanted.length > 0 &&
      wanted.every((group) => group.some(({ text }) => text.length > 1 && own.includes(text)));
    return all(groups) || all(names);
  }

  /** Whether these digits are the number that was typed, with or without +7 or 8. */
  number(own: string): boolean {
    const { phone, digits } = this.reading.query;
    return own !== '' && (own === digits || (phone.length === 10 && own === phone));
  }

  /** A call stands behind those whose number it is. */
  called(own: string): Tier | undefined {
    const { phone } = this.reading.query;
    return phone !== '' && own.startsWith(phone) ? tiers.number : undefined;
  }

  phone({
    phones,
  }: {
    readonly phones: readonly { readonly e164: string; readonly raw: string }[];
  }): boolean {
    return phones.some(({ e164, raw }) => this.number(phoneKey(e164 || raw)));
  }

  /** «А7-000123» is exactly «А7-000123», «000123», «123» and «счёт 123», and begins with «А7». */
  documentNumber({ number, type }: BusinessDocument): Tier | undefined {
    const asked = this.reading.query.words.filter((word) => typeNamedBy(word) !== type);
    if (number === '' || asked.length === 0) return undefined;
    const own = words(number);
    const last = own.at(-1) ?? '';
    const typed = asked.join(' ');
    if (typed === own.join(' ') || typed === last || typed === last.replace(/^0+/, '')) return tiers.exact;
    const known = [...own, last.replace(/^0+/, '')];
    return asked.every((word) => known.some((one) => one.startsWith(word))) ? tiers.number : undefined;
  }

  /** Whether something of every group stands in a text. */
  in(text: string): boolean {
    const own = words(text);
    return this.reading.groups.every((group) => group.some((term) => own.some((word) => stands(term, word))));
  }
}

import type { CollectionName, Records } from '@shared/collections';
import type { BusinessDocument } from '@shared/documents/schema';
import { phoneKey } from '@shared/domain/phones/phones';
import { titleOf } from '@shared/kinds';
import { type HitKind, hitKinds, type SearchHit } from '@shared/search/contract';
import { words } from '@shared/search/fold';
import type { Reader } from '../reader/reader';
import { typeNamedBy } from './documents';
import type { HitMaker } from './hits';
import { type Candidate, collectionOf, NOT_OPENED, type Tier, tiers } from './kinds';
import { recordsOf } from './match';
import type { QueryInterpretation } from './query-interpretation';
import { type Group, stands } from './words';

/** A hit with what its place in the list goes by. */
export interface Ranked {
  readonly hit: SearchHit;
  readonly tier: Tier;
  readonly archived: boolean;
  readonly opened: number;
  /** Whether whole words of the name are what was typed. */
  readonly whole: boolean;
  /** An instant or a day, the newer before the older. */
  readonly touched: string;
}

/** The archive after all, then the better answer, what was opened last, whole words, kind by kind, what is newer. */
export function byRank(a: Ranked, b: Ranked): number {
  return (
    Number(a.archived) - Number(b.archived) ||
    a.tier - b.tier ||
    a.opened - b.opened ||
    Number(b.whole) - Number(a.whole) ||
    hitKinds.indexOf(a.hit.kind) - hitKinds.indexOf(b.hit.kind) ||
    (a.touched > b.touched ? -1 : Number(a.touched < b.touched))
  );
}

/** So many of one kind stand together before another kind has its turn. */
const ROUND = 4;

/** Ranked hits with the kinds among equals taking turns, so that the first screen shows something of each. */
export function inRounds(hits: readonly Ranked[]): Ranked[] {
  const seen = new Map<string, number>();
  const rounds = new Map<Ranked, number>();
  for (const one of hits) {
    const equals = `${one.archived} ${one.tier} ${one.hit.kind}`;
    const place = seen.get(equals) ?? 0;
    seen.set(equals, place + 1);
    rounds.set(one, one.opened === NOT_OPENED ? Math.floor(place / ROUND) : 0);
  }
  const round = (one: Ranked) => rounds.get(one) ?? 0;
  return [...hits].sort(
    (a, b) =>
      Number(a.archived) - Number(b.archived) ||
      a.tier - b.tier ||
      a.opened - b.opened ||
      round(a) - round(b) ||
      byRank(a, b),
  );
}

/** Reads the records of one kind and tells how each is shown and how well it answers. */
export function ranked(
  reader: Reader,
  kind: HitKind,
  candidates: readonly Candidate[],
  reading: QueryInterpretation,
  make: HitMaker,
): Ranked[] {
  const is = new Answers(reading);
  const found = new Map(candidates.map((one) => [one.rid, one]));
  const read = <N extends CollectionName>(
    name: N,
    hit: (record: Records[N]) => SearchHit,
    answer: (record: Records[N], tier: Tier) => Tier,
    touched: (record: Records[N]) => string,
  ): Ranked[] =>
    recordsOf<Records[N]>(reader, name, [...found.keys()]).map(({ rid, record }) => {
      const { tier, opened } = found.get(rid) ?? { tier: tiers.anywhere, opened: 0 };
      const archived = 'archivedAt' in record && Boolean(record.archivedAt);
      const whole = 'nameKey' in record && is.wholeWords(record.name);
      return {
        hit: hit(record),
        tier: answer(record, tier),
        archived,
        opened,
        whole,
        touched: touched(record),
      };
    });
  switch (kind) {
    case 'client':
      return read(
        collectionOf(kind),
        (one) => make.client(one),
        (one, tier) => (is.wholeName(one) || is.number(one.inn) || is.phone(one) ? tiers.exact : tier),
        ({ updatedAt }) => updatedAt,
      );
    case 'contact':
      return read(
        collectionOf(kind),
        (one) => make.contact(one),
        (one, tier) => (is.wholeName(one) || is.phone(one) ? tiers.exact : tier),
        ({ updatedAt }) => updatedAt,
      );
    case 'document':
      return read(
        collectionOf(kind),
        (one) => make.document(one),
        (one, tier) => is.documentNumber(one) ?? tier,
        ({ date }) => date,
      );
    case 'deal':
      return read(
        collectionOf(kind),
        (one) => make.deal(one),
        ({ title }, tier) => (is.in(title) ? best(tier, tiers.name) : tier),
        ({ updatedAt }) => updatedAt,
      );
    case 'task':
      return read(
        collectionOf(kind),
        (one) => make.task(one),
        ({ title }, tier) => (is.in(title) ? best(tier, tiers.name) : tier),
        ({ updatedAt }) => updatedAt,
      );
    case 'note':
      return read(
        collectionOf(kind),
        (one) => make.note(one),
        (_, tier) => tier,
        ({ createdAt }) => createdAt,
      );
    case 'call':
      return read(
        collectionOf(kind),
        (one) => make.call(one),
        ({ number }, tier) => is.called(phoneKey(number)) ?? tier,
        ({ startedAt }) => startedAt,
      );
    default:
      return read(
        collectionOf(kind),
        (one) => make.record(kind, one),
        (one, tier) => (is.in(titleOf(collectionOf(kind), one)) ? best(tier, tiers.name) : tier),
        ({ updatedAt }) => updatedAt,
      );
  }
}

const best = (a: Tier, b: Tier): Tier => (a < b ? a : b);

/** Questions to a record about one reading of the query. */
class Answers {
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

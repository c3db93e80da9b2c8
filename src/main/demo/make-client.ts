import type { BankAccount, Client, Phone, Signatory } from '@shared/clients/schema';
import { emptySignatory } from '@shared/clients/schema';
import type { Contact } from '@shared/contacts/schema';
import { type Bank, legalForms, nameKey } from '@shared/domain/requisites/requisites';
import { type City, cities, streets } from './data/cities';
import * as names from './data/companies';
import { positions } from './data/phrases';
import { fullName, latin, type Person, person, shortName } from './people';
import { cityPhone, mobilePhone } from './phones';
import type { Random, Weighted } from './random';
import { account, companyInn, companyOgrn, kppOf, personInn, personOgrn } from './requisites';
import type { Stamps } from './stamps';

const kinds: Weighted<Client['kind']> = [
  ['company', 78],
  ['entrepreneur', 18],
  ['person', 4],
];
const statuses: Weighted<Client['status']> = [
  ['potential', 38],
  ['active', 30],
  ['regular', 20],
  ['lost', 12],
];
const roles: Weighted<(typeof positions)[number]> = positions.map((row) => [row, row[2]] as const);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A company's name without form and quotes. */
function companyName(random: Random, trade: names.Trade): string {
  const style = random.int(0, 99);
  if (style < 42) return `${random.pick(names.places)}${capital(trade.root)}${random.pick(names.endings)}`;
  if (style < 58) return `${random.pick(names.places)}-${capital(random.pick(names.endings))}`;
  if (style < 74) return random.pick(names.nouns) + (random.chance(0.35) ? `-${random.int(2, 99)}` : '');
  if (style < 86) return adjectiveName(random);
  if (style < 95) return `Торговый дом «${random.pick(names.nouns)}»`;
  return `${person(random).surname} и партнёры`;
}

function adjectiveName(random: Random): string {
  return `${random.pick(names.adjectives)} ${random.pick(names.adjectiveNouns).toLowerCase()}`;
}

function address(random: Random, { name, region, post }: City, kind: 'legal' | 'actual', id: string) {
  const postalCode = post + String(random.int(0, 199)).padStart(3, '0');
  const office = random.chance(0.6) ? `, офис ${random.int(1, 480)}` : '';
  const text = `${random.pick(streets)}, д. ${random.int(1, 180)}${office}`;
  const whole = [postalCode, region, `г. ${name}`, text].filter((part) => part !== '').join(', ');
  return { id, kind, text: whole, city: name, region: region || name, postalCode };
}

export function bankAccount(
  random: Random,
  kind: Client['kind'],
  banks: readonly Bank[],
  city: string,
): BankAccount {
  const near = banks.filter((bank) => bank.city === city);
  const bank = random.pick(near.length > 0 && random.chance(0.6) ? near : banks);
  return {
    id: 'b1',
    bik: bank.bik,
    bankName: bank.name,
    corrAccount: bank.corrAccount,
    account: account(random, kind, bank.bik),
  };
}

function signatoryOf(who: Person, position: string): Signatory {
  return {
    ...emptySignatory,
    position,
    fullName: fullName(who),
    gender: who.gender,
    basis: position === 'Индивидуальный предприниматель' ? 'свидетельства о регистрации' : 'Устава',
  };
}

export interface MadeClient {
  readonly client: Client;
  /** The person who signs and decides: the first contact. */
  readonly head: Person;
  readonly city: City;
  /** Domain of its mail, reserved by RFC 2606 so that no letter reaches anybody. */
  readonly domain: string;
}

/** One client with everything a card shows. */
export function makeClient(
  random: Random,
  stamps: Stamps,
  ownerId: string,
  banks: readonly Bank[],
  year: number,
): MadeClient {
  const kind = random.weighted(kinds);
  const city = random.weighted(cities);
  const head = person(random);
  const trade = random.pick(names.trades);
  const form =
    kind === 'company' ? random.weighted(names.legalFormsTable) : kind === 'entrepreneur' ? 'ИП' : '';
  const name =
    kind === 'company' ? companyName(random, trade) : kind === 'person' ? fullName(head) : shortName(head);
  const formFull = legalForms.find(({ code }) => code === form)?.full ?? '';
  const registered = year - random.int(1, 20);
  const inn = kind === 'company' ? companyInn(random, city.tax) : personInn(random, city.tax);
  const slug = latin(kind === 'company' ? name : head.surname) || 'client';
  const domain = `${slug.slice(0, 40)}.example`;
  const complete = kind !== 'person' && random.chance(0.85);
  const phones: Phone[] = kind === 'company' ? [cityPhone(random, city, 'p1')] : [mobilePhone(random, 'p1')];
  if (random.chance(0.3)) phones.push(mobilePhone(random, 'p2'));
  const tagList = new Set<string>([trade.tag]);
  for (let count = random.int(0, 2); count > 0; count -= 1) tagList.add(random.weighted(names.tags));
  const addresses = [address(random, city, 'legal', 'a1')];
  if (random.chance(0.35)) addresses.push(address(random, city, 'actual', 'a2') as never);

  const client: Client = {
    ...stamps,
    kind,
    name,
    nameKey: nameKey(name),
    fullName:
      kind === 'company'
        ? `${formFull} ${
            name.includes('«')
              ? name
                  .replace('«', '„')
                  .replace('»', '“')
                  .replace(/^(.*)$/u, '«$1»')
              : `«${name}»`
          }`
        : kind === 'entrepreneur'
          ? `${formFull} ${fullName(head)}`
          : fullName(head),
    legalForm: form,
    inn,
    kpp: kind === 'company' ? kppOf(inn) : '',
    ogrn: complete
      ? kind === 'company'
        ? companyOgrn(random, city.tax, registered)
        : personOgrn(random, city.tax, registered)
      : '',
    bankAccounts: complete ? [bankAccount(random, kind, banks, city.name)] : [],
    phones,
    emails: random.chance(0.9)
      ? [{ id: 'e1', value: `${random.pick(['info', 'office', 'zakaz', 'mail'])}@${domain}`, label: 'work' }]
      : [],
    addresses,
    site: kind === 'company' && random.chance(0.6) ? `https://${domain}` : '',
    signatory:
      kind === 'company'
        ? signatoryOf(head, random.pick(['Генеральный директор', 'Директор']))
        : { ...emptySignatory, fullName: fullName(head), gender: head.gender },
    status: random.weighted(statuses),
    ownerId,
    tags: [...tagList],
    source: random.weighted(names.sources),
    city: city.name,
    timeZone: '',
    doNotCall: random.chance(0.01),
    about: random.chance(0.5) ? random.pick(trade.about) : '',
    birthday: '',
    archivedAt: '',
  };
  return { client, head, city, domain };
}

/** A person at a client; the first one is the head. */
export function makeContact(random: Random, stamps: Stamps, made: MadeClient, first: boolean): Contact {
  const { client, head, city, domain } = made;
  const who = first ? head : person(random);
  const [role, usual] = random.weighted(roles);
  const position = first && client.kind === 'company' ? client.signatory.position : first ? '' : usual;
  const name = fullName(who);
  const phones = [
    random.chance(0.75) ? mobilePhone(random, 'p1') : cityPhone(random, city, 'p1'),
    ...(random.chance(0.2) ? [cityPhone(random, city, 'p2')] : []),
  ];
  const box = `${latin(who.name).charAt(0)}.${latin(who.surname)}`;
  return {
    ...stamps,
    clientId: client.id,
    name,
    nameKey: nameKey(name),
    position,
    role: first ? 'decision' : role,
    phones,
    emails: random.chance(0.7) ? [{ id: 'e1', value: `${box}@${domain}`, label: 'work' }] : [],
    birthday: random.chance(0.15)
      ? `${random.int(1960, 2000)}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`
      : '',
    comment: random.chance(0.08) ? 'Предпочитает переписку, звонить после 11.' : '',
  };
}

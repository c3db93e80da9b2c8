import type { ColumnTarget } from './fields';

/**
 * What a header means before the other headers are looked at. A bare «Телефон» belongs to the client or to the
 * contact, «Имя» is a first name or a whole one: that depends on the neighbours.
 */
export type HeaderMeaning =
  | ColumnTarget
  | 'phone'
  | 'personal-phone'
  | 'email'
  | 'personal-email'
  | 'name'
  | 'given';

/** Folded headers by meaning; several names are divided by commas. */
const names: readonly (readonly [HeaderMeaning, string])[] = [
  [
    'client.name',
    'название, наименование, компания, организация, клиент, контрагент, фирма, покупатель, заказчик, название компании, ' +
      'наименование организации, название организации, наименование контрагента, наименование клиента, имя клиента, ' +
      'краткое наименование, сокращенное наименование, рабочее наименование, компания контакта, ' +
      'account, account name, company, company name, organization, organisation, organization name, client, customer, ' +
      'customer name, client name, business name, associated company, primary associated company, deal organization',
  ],
  [
    'client.fullName',
    'полное наименование, полное название, юридическое название, юридическое лицо, юр лицо, юрлицо, ' +
      'наименование полное, полное юридическое наименование, legal name, full company name, company legal name',
  ],
  [
    'client.kind',
    'вид клиента, тип клиента, тип контрагента, вид контрагента, юр физ лицо, client type, customer type, kind',
  ],
  [
    'client.inn',
    'инн, inn, инн кпп, кпп инн, инн и кпп, инн контрагента, инн клиента, инн организации, инн компании, tax id, tin, vat number',
  ],
  ['client.kpp', 'кпп, kpp, кпп контрагента, кпп организации'],
  ['client.ogrn', 'огрн, огрнип, огрн огрнип, ogrn, ogrnip'],
  [
    'phone',
    'телефон, телефоны, тел, номер телефона, контактный телефон, основной телефон, телефон компании, phone, phones, ' +
      'phone number, telephone, tel, primary phone, company phone, main phone, company main phone',
  ],
  [
    'personal-phone',
    'мобильный, мобильный телефон, сотовый, сотовый телефон, моб телефон, телефон переносной, домашний телефон, ' +
      'рабочий телефон, рабочий прямой телефон, другой телефон, телефон контакта, телефон контактного лица, факс, ' +
      'телефон для рассылок, рабочий факс, телефон раб, телефон дом, телефон моб, ' +
      'mobile, mobile phone, mobile phone number, cell, cell phone, home phone, business phone, work phone, other phone, ' +
      'business fax, home fax, fax, assistants phone, assistant s phone, car phone, pager',
  ],
  [
    'email',
    'email, e mail, почта, эл почта, электронная почта, адрес электронной почты, адрес эл почты, эл адрес, мейл, имейл, ' +
      'e mail компании, email компании, e mail address, email address, mail, company email',
  ],
  [
    'personal-email',
    'рабочий email, рабочий e mail, личный email, частный e mail, личный e mail, другой email, другой e mail, ' +
      'email контакта, e mail контактного лица, e mail для рассылок, work email, personal email, home email',
  ],
  [
    'client.address',
    'адрес, адреса, юридический адрес, юр адрес, фактический адрес, почтовый адрес, адрес доставки, улица, местонахождение, ' +
      'address, street, street address, business street, business address, office location, location, billing address, ' +
      'billing street, shipping address, organization address, address 1 formatted, address 1 street, рабочий адрес',
  ],
  [
    'client.city',
    'город, населенный пункт, city, town, business city, billing city, address 1 city, рабочий город',
  ],
  [
    'client.region',
    'регион, область, край, субъект рф, region, state, state region, province, business state, address 1 region',
  ],
  [
    'client.postalCode',
    'индекс, почтовый индекс, zip, zip code, postal code, postcode, business postal code, address 1 postal code',
  ],
  [
    'client.site',
    'сайт, веб сайт, www, web, url, site, website, website url, web page, homepage, company domain name, domain, ' +
      'website 1 value, корпоративный сайт, веб страница',
  ],
  [
    'client.tags',
    'теги, тег, метки, метка, категории, категория, отрасль, сфера деятельности, вид деятельности, группа, tags, tag, ' +
      'labels, label, categories, category, industry, sector, segment, сегмент, group membership',
  ],
  ['client.status', 'статус клиента, состояние клиента, client status, customer status'],
  [
    'client.source',
    'источник, источник клиента, источник лида, рекламный канал, source, lead source, original source',
  ],
  [
    'client.responsible',
    'ответственный, ответственный менеджер, менеджер, куратор, owner, responsible, account manager, manager, ' +
      'contact owner, company owner, account owner, sales agent',
  ],
  [
    'client.notes',
    'примечание, примечания, комментарий, комментарии, заметка, заметки, описание, дополнительно, notes, note, ' +
      'comment, comments, description',
  ],
  ['client.bik', 'бик, бик банка, bik, bic'],
  ['client.bankName', 'банк, название банка, наименование банка, bank, bank name'],
  ['client.corrAccount', 'корр счет, корсчет, кор счет, к с, корреспондентский счет, correspondent account'],
  ['client.account', 'расчетный счет, р с, рс, рсчет, р счет, номер счета, банковский счет, bank account'],
  [
    'contact.name',
    'фио, ф и о, контакт, контактное лицо, контактные лица, представитель, полное имя, полное имя контакта, имя контакта, ' +
      'фио контакта, фио контактного лица, руководитель, full name, contact, contact name, contact person, person name, ' +
      'deal contact person, display name, person',
  ],
  ['contact.lastName', 'фамилия, last name, surname, family name, lastname'],
  ['contact.firstName', 'first name, given name, firstname'],
  ['contact.middleName', 'отчество, middle name, additional name, patronymic'],
  ['given', 'имя'],
  ['name', 'name'],
  [
    'contact.position',
    'должность, должность контакта, job title, position, organization title, organization 1 title',
  ],
  ['contact.birthday', 'день рождения, дата рождения, др, birthday, birth date, birthdate, date of birth'],
];

/** Folds a header: case, ё, punctuation, the `*` of required columns and a trailing number do not matter. */
export function foldHeader(header: string): string {
  return header
    .normalize('NFC')
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const meanings = new Map<string, HeaderMeaning>(
  names.flatMap(([meaning, list]) => list.split(',').map((name) => [name.trim(), meaning] as const)),
);

/** `Phone 1 - Value` → `phone`, `E-mail 2 Address` → `e mail address`, `Примечание 3` → `примечание`. */
export const withoutNumber = (folded: string): string =>
  folded
    .replace(/ \d+ value$/, '')
    .replace(/ \d+(?= |$)/g, '')
    .trim();

/** Entities other programs put before a column: «Контакт: Рабочий телефон», `Person - Phone - Work`. */
const CONTACT_PREFIX = /^(?:person|contact|контакт|контактное лицо) (.+)$/;
const CLIENT_PREFIX = /^(?:organization|organisation|company|компания|организация|клиент) (.+)$/;
const DEAL_PREFIX = /^(?:deal|сделка|lead|лид) /;

function ofContact(meaning: HeaderMeaning): HeaderMeaning {
  switch (meaning) {
    case 'phone':
    case 'personal-phone':
      return 'contact.phones';
    case 'email':
    case 'personal-email':
      return 'contact.emails';
    case 'name':
    case 'client.name':
      return 'contact.name';
    case 'given':
      return 'contact.firstName';
    default:
      return meaning;
  }
}

function ofClient(meaning: HeaderMeaning): HeaderMeaning {
  switch (meaning) {
    case 'phone':
    case 'personal-phone':
      return 'client.phones';
    case 'email':
    case 'personal-email':
      return 'client.emails';
    case 'name':
      return 'client.name';
    default:
      return meaning;
  }
}

/** Meaning of a header by itself, or null for one we do not know. */
export function meaningOf(header: string): HeaderMeaning | null {
  const folded = foldHeader(header);
  const direct = meanings.get(folded) ?? meanings.get(withoutNumber(folded));
  if (direct !== undefined) return direct;
  const contact = CONTACT_PREFIX.exec(folded)?.[1];
  if (contact !== undefined) {
    const meaning = meaningOf(contact) ?? looseMeaning(contact);
    return meaning === null ? null : ofContact(meaning);
  }
  const client = CLIENT_PREFIX.exec(folded)?.[1];
  if (client !== undefined) {
    const meaning = meaningOf(client) ?? looseMeaning(client);
    return meaning === null ? null : ofClient(meaning);
  }
  return DEAL_PREFIX.test(folded) ? null : looseMeaning(folded);
}

/** A header that only contains a telling word: «Телефон склада», «Email бухгалтерии». */
function looseMeaning(folded: string): HeaderMeaning | null {
  if (/(^| )(type|label|тип)$/.test(folded)) return '';
  if (/(^| )(телефон|тел|phone|mobile|моб)( |$)/.test(folded)) return 'phone';
  if (/(^| )(e mail|email|эл почта|электронная почта)( |$)/.test(folded)) return 'email';
  if (/^инн( |$)/.test(folded)) return 'client.inn';
  return null;
}

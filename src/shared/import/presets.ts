import type { ColumnTarget } from './fields';
import { foldHeader, withoutNumber } from './header-names';

/** Programs whose exports we know by their headers. */
const presetNames = ['vcard', 'amocrm', 'bitrix24', 'pipedrive', 'hubspot', 'outlook', 'google'] as const;
export type PresetName = (typeof presetNames)[number];

/** A known export: headers that give it away, and what its columns are where the header alone would mislead. */
interface Preset {
  readonly name: PresetName;
  /** Every one of these must be among the headers, one of each inner list. */
  readonly signature: readonly (readonly string[])[];
  readonly columns: Readonly<Record<string, ColumnTarget>>;
}

const presets: readonly Preset[] = [
  {
    name: 'vcard',
    signature: [['FN'], ['N;FAMILY'], ['X-ABLABEL']],
    columns: {
      FN: 'contact.name',
      'N;FAMILY': 'contact.lastName',
      'N;GIVEN': 'contact.firstName',
      'N;ADDITIONAL': 'contact.middleName',
      NICKNAME: 'rest',
      ORG: 'client.name',
      'ORG;UNIT': 'rest',
      TITLE: 'contact.position',
      ROLE: 'rest',
      TEL: 'contact.phones',
      'TEL;WORK': 'contact.phones',
      'TEL;CELL': 'contact.phones',
      'TEL;HOME': 'contact.phones',
      'TEL;FAX': 'contact.phones',
      EMAIL: 'contact.emails',
      ADR: 'client.address',
      'ADR;CITY': 'client.city',
      'ADR;REGION': 'client.region',
      URL: 'client.site',
      BDAY: 'contact.birthday',
      NOTE: 'client.notes',
      CATEGORIES: 'client.tags',
      'X-ABLABEL': 'rest',
      OTHER: 'rest',
    },
  },
  {
    name: 'amocrm',
    signature: [
      ['Название сделки', 'Полное имя контакта'],
      [
        'Компания контакта',
        'Ответственный за контакт',
        'Этап сделки',
        'Кем создана сделка',
        'Кем создан контакт',
      ],
    ],
    columns: {
      'Полное имя контакта': 'contact.name',
      Компания: 'client.name',
      'Компания контакта': 'client.name',
      'Рабочий телефон': 'contact.phones',
      'Рабочий прямой телефон': 'contact.phones',
      'Мобильный телефон': 'contact.phones',
      Факс: 'contact.phones',
      'Домашний телефон': 'contact.phones',
      'Другой телефон': 'contact.phones',
      'Рабочий email': 'contact.emails',
      'Личный email': 'contact.emails',
      'Другой email': 'contact.emails',
      'Ответственный за контакт': 'rest',
      'Название сделки': 'rest',
    },
  },
  {
    name: 'bitrix24',
    signature: [
      [
        'Название лида',
        'Стадия сделки',
        'Направление',
        'Обращение',
        'Частный e-mail',
        'Контакт: Рабочий телефон',
      ],
      [
        'Рабочий телефон',
        'Контакт: Рабочий телефон',
        'Компания: Рабочий телефон',
        'Последняя активность',
        'Воронка',
      ],
    ],
    columns: {
      Имя: 'contact.firstName',
      Контакт: 'contact.name',
      Компания: 'client.name',
      'Название компании': 'client.name',
      'Название лида': 'rest',
      'Название сделки': 'rest',
      'Рабочий телефон': 'contact.phones',
      'Мобильный телефон': 'contact.phones',
      'Другой телефон': 'contact.phones',
      'Рабочий e-mail': 'contact.emails',
      'Частный e-mail': 'contact.emails',
      'Другой e-mail': 'contact.emails',
      Статус: 'rest',
    },
  },
  {
    name: 'pipedrive',
    signature: [
      [
        'Deal - Title',
        'Person - Name',
        'Person - First name',
        'Organization - Name',
        'Person - Phone - Work',
        'Person - Phone',
      ],
    ],
    columns: {
      'Deal - Title': 'rest',
      'Deal - Organization': 'client.name',
      'Deal - Contact person': 'contact.name',
      'Deal - Label': 'rest',
      'Person - Label': 'client.tags',
      'Organization - Label': 'client.tags',
      'Person - Organization': 'client.name',
      'Organization - Address': 'client.address',
      'Person - Phone - Work': 'contact.phones',
      'Person - Phone - Home': 'contact.phones',
      'Person - Phone - Mobile': 'contact.phones',
      'Person - Phone - Other': 'contact.phones',
      'Person - Email - Work': 'contact.emails',
      'Person - Email - Home': 'contact.emails',
      'Person - Email - Other': 'contact.emails',
    },
  },
  {
    name: 'hubspot',
    signature: [
      ['Record ID'],
      [
        'Lifecycle Stage',
        'Lead Status',
        'Company Domain Name',
        'Associated Company',
        'Deal Stage',
        'Contact owner',
      ],
    ],
    columns: {
      'Phone Number': 'contact.phones',
      Email: 'contact.emails',
      'Associated Company': 'client.name',
      'Primary Associated Company': 'client.name',
      'Company name': 'client.name',
      'Lead Status': 'rest',
      'Lifecycle Stage': 'rest',
    },
  },
  {
    name: 'outlook',
    signature: [
      ['E-mail Address', 'Адрес эл. почты', 'E-mail 2 Address'],
      ['Business Phone', 'Business Street', 'Телефон переносной', 'Primary Phone', 'Home Phone'],
    ],
    columns: {
      Title: 'rest',
      Suffix: '',
      'E-mail Address': 'contact.emails',
      'Адрес эл. почты': 'contact.emails',
      'Primary Phone': 'contact.phones',
      'Company Main Phone': 'client.phones',
      Имя: 'contact.firstName',
      Организация: 'client.name',
      'E-mail Type': '',
      'E-mail Display Name': '',
    },
  },
  {
    name: 'google',
    signature: [
      ['E-mail 1 - Value', 'Phone 1 - Value', 'E-mail 1 - Label', 'Phone 1 - Label', 'E-mail 1 - Type'],
      ['Given Name', 'First Name', 'Name'],
    ],
    columns: {
      Name: 'contact.name',
      'Organization Name': 'client.name',
      'Organization 1 - Name': 'client.name',
      'Organization Title': 'contact.position',
      'Organization 1 - Title': 'contact.position',
      'Phone 1 - Value': 'contact.phones',
      'E-mail 1 - Value': 'contact.emails',
    },
  },
];

const folded = presets.map((preset) => ({
  name: preset.name,
  signature: preset.signature.map((names) => names.map(foldHeader)),
  columns: new Map(
    Object.entries(preset.columns).flatMap(([header, target]) => {
      const name = foldHeader(header);
      return [
        [withoutNumber(name), target],
        [name, target],
      ] as const;
    }),
  ),
}));

/** A recognised export. */
export interface FoundPreset {
  readonly name: PresetName;
  /** What the program means by a header, undefined where it adds nothing to the header itself. */
  readonly target: (header: string) => ColumnTarget | undefined;
}

/** The known export these headers belong to, or null. */
export function findPreset(headers: readonly string[]): FoundPreset | null {
  const present = new Set(headers.map(foldHeader));
  const preset = folded.find(({ signature }) =>
    signature.every((names) => names.some((name) => present.has(name))),
  );
  if (!preset) return null;
  const target = (header: string) => {
    const name = foldHeader(header);
    return preset.columns.get(name) ?? preset.columns.get(withoutNumber(name));
  };
  return { name: preset.name, target };
}

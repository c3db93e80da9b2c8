import { describe, expect, it } from 'vitest';
import { namesSomebody } from './fields';
import { headerKey, mappingByValues, suggestMapping } from './mapping';
import { vcardColumns } from './vcard-columns';

const suggest = (headers: string) => {
  const list = headers.split('|');
  const { columns, preset } = suggestMapping(list);
  return { preset, ...Object.fromEntries(list.map((header, index) => [header, columns[index]])) };
};

describe('suggestMapping', () => {
  it('knows everyday Russian headers', () => {
    expect(
      suggest('Наименование|ИНН|КПП|ОГРН|Телефон|E-mail|Адрес|Сайт|БИК|Расчётный счёт|Примечание 2'),
    ).toEqual({
      preset: '',
      Наименование: 'client.name',
      ИНН: 'client.inn',
      КПП: 'client.kpp',
      ОГРН: 'client.ogrn',
      Телефон: 'client.phones',
      'E-mail': 'client.emails',
      Адрес: 'client.address',
      Сайт: 'client.site',
      БИК: 'client.bik',
      'Расчётный счёт': 'client.account',
      'Примечание 2': 'client.notes',
    });
  });

  it('gives a bare phone to whom the row is about', () => {
    expect(suggest('ФИО|Телефон')).toMatchObject({ ФИО: 'contact.name', Телефон: 'contact.phones' });
    expect(suggest('Компания|ФИО|Телефон|Мобильный')).toMatchObject({
      Телефон: 'client.phones',
      Мобильный: 'contact.phones',
    });
    expect(suggest('Компания|Мобильный')).toMatchObject({ Мобильный: 'client.phones' });
  });

  it('tells a first name from a whole one', () => {
    expect(suggest('Фамилия|Имя|Отчество')).toMatchObject({ Имя: 'contact.firstName' });
    expect(suggest('Имя|Телефон')).toMatchObject({ Имя: 'contact.name' });
    expect(suggest('Name|City')).toMatchObject({ Name: 'client.name' });
    expect(suggest('Company|Name')).toMatchObject({ Name: 'contact.name' });
  });

  it('keeps unknown columns for the notes', () => {
    expect(
      suggest('account|sector|year_established|revenue|employees|office_location|subsidiary_of'),
    ).toMatchObject({
      account: 'client.name',
      sector: 'client.tags',
      year_established: 'rest',
      revenue: 'rest',
      employees: 'rest',
      office_location: 'client.address',
      subsidiary_of: 'rest',
    });
  });

  it.each([
    [
      'amocrm',
      'ID|Название сделки|Бюджет|Ответственный|Теги|Примечание|Этап сделки|Полное имя контакта|Компания контакта|Компания|Рабочий телефон|Личный email|Город|Источник|Должность',
      {
        'Название сделки': 'rest',
        'Полное имя контакта': 'contact.name',
        'Компания контакта': 'client.name',
        'Рабочий телефон': 'contact.phones',
        'Личный email': 'contact.emails',
        Должность: 'contact.position',
        Ответственный: 'client.responsible',
      },
    ],
    [
      'bitrix24',
      'ID|Статус|Название лида|Имя|Отчество|Фамилия|Рабочий телефон|Частный e-mail|Название компании',
      { Имя: 'contact.firstName', 'Частный e-mail': 'contact.emails', 'Название компании': 'client.name' },
    ],
    [
      'bitrix24',
      'ID|Стадия сделки|Компания|Контакт|Контакт: Рабочий телефон|Компания: Рабочий e-mail|Последняя активность',
      {
        Контакт: 'contact.name',
        'Контакт: Рабочий телефон': 'contact.phones',
        'Компания: Рабочий e-mail': 'client.emails',
      },
    ],
    [
      'pipedrive',
      'Person - Name*|Person - Phone - Work|Person - Email - Home|Organization - Name|Deal - Title|Deal - Value',
      {
        'Person - Name*': 'contact.name',
        'Person - Phone - Work': 'contact.phones',
        'Organization - Name': 'client.name',
        'Deal - Value': 'rest',
      },
    ],
    [
      'hubspot',
      'Record ID|First Name|Last Name|Email|Phone Number|Contact owner|Lead Status|Associated Company',
      {
        'First Name': 'contact.firstName',
        'Associated Company': 'client.name',
        'Phone Number': 'contact.phones',
        'Contact owner': 'client.responsible',
        'Lead Status': 'rest',
      },
    ],
    [
      'outlook',
      'First Name|Middle Name|Last Name|Title|Suffix|E-mail Address|E-mail 2 Address|Business Phone|Home Phone|Company|Job Title|Business Street|Business City|Business Postal Code|Notes|Birthday',
      {
        Title: 'rest',
        'E-mail 2 Address': 'contact.emails',
        'Business Phone': 'contact.phones',
        Company: 'client.name',
        'Job Title': 'contact.position',
        'Business City': 'client.city',
        Birthday: 'contact.birthday',
      },
    ],
    [
      'google',
      'Name|Given Name|Family Name|E-mail 1 - Type|E-mail 1 - Value|Phone 1 - Type|Phone 2 - Value|Organization 1 - Name|Organization 1 - Title',
      {
        Name: 'contact.name',
        'E-mail 1 - Type': '',
        'E-mail 1 - Value': 'contact.emails',
        'Phone 2 - Value': 'contact.phones',
        'Organization 1 - Name': 'client.name',
        'Organization 1 - Title': 'contact.position',
      },
    ],
  ])('recognises %s', (preset, headers, expected) => {
    expect(suggest(headers)).toMatchObject({ preset, ...expected });
  });

  it('maps vCards', () => {
    const { preset, columns } = suggestMapping(vcardColumns);
    expect(preset).toBe('vcard');
    expect(columns).toHaveLength(vcardColumns.length);
    expect(columns[vcardColumns.indexOf('ORG')]).toBe('client.name');
    expect(columns[vcardColumns.indexOf('TEL;FAX')]).toBe('contact.phones');
  });
});

describe('headerKey', () => {
  it('ignores case and punctuation, not order or number', () => {
    expect(headerKey(['Имя', 'E-mail'])).toBe(headerKey(['имя ', 'E mail*']));
    expect(headerKey(['Имя', 'E-mail'])).not.toBe(headerKey(['E-mail', 'Имя']));
    expect(headerKey(['Имя'])).not.toBe(headerKey(['Имя', '']));
  });
});

describe('namesSomebody', () => {
  it('wants a name or a way to reach', () => {
    expect(namesSomebody(['client.city', 'rest'])).toBe(false);
    expect(namesSomebody(['', 'contact.phones'])).toBe(true);
  });
});

describe('mappingByValues', () => {
  it.each([
    [['#1'], [['a@b.example'], ['c@d.example']], ['client.emails']],
    [['Рассылка'], [['a@b.example'], ['']], ['client.emails']],
    [['#1'], [['+7 916 123-45-67'], ['8 (495) 123-45-67']], ['client.phones']],
    [['#1', '#2'], [['Ромашка', 'a@b.example']], ['client.name', 'client.emails']],
    [['#1', '#2'], [['7707083893', 'Ромашка']], ['client.inn', 'client.name']],
    [['Цвет'], [['синий']], ['rest']],
    [['Название', 'Колонка'], [['А', 'a@b.example']], ['client.name', 'rest']],
  ])('completes %j', (headers, sample, expected) => {
    const { columns } = suggestMapping(headers);
    expect(mappingByValues(headers, columns, sample)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { buildPreamble } from './preamble';
import type { Party } from './snapshot';

const party = (
  change: Partial<Omit<Party, 'signatory'>> & { signatory?: Partial<Party['signatory']> },
): Party => ({
  kind: 'company',
  name: '',
  fullName: '',
  inn: '',
  kpp: '',
  ogrn: '',
  address: '',
  phone: '',
  email: '',
  bank: { bik: '', bankName: '', corrAccount: '', account: '' },
  accountant: '',
  ...change,
  signatory: {
    position: '',
    fullName: '',
    positionGenitive: '',
    fullNameGenitive: '',
    gender: '',
    basis: '',
    ...change.signatory,
  },
});

const romashka = party({
  fullName: 'Общество с ограниченной ответственностью "Ромашка"',
  signatory: { position: 'Генеральный директор', fullName: 'Иванов Иван Иванович', basis: 'Устав' },
});
const ivanova = party({
  kind: 'entrepreneur',
  fullName: 'ИП Иванова Мария Петровна',
  ogrn: '304500116000157',
});
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('preamble', () => {
  it('names a company through its signatory and an entrepreneur in person', () => {
    const done = buildPreamble(romashka, ivanova, 'supply');
    expect(plain(done.text)).toBe(
      'Общество с ограниченной ответственностью «Ромашка», именуемое в дальнейшем «Поставщик», в лице ' +
        'генерального директора Иванова Ивана Ивановича, действующего на основании Устава, с одной стороны, и ' +
        'Индивидуальный предприниматель Иванова Мария Петровна, ОГРНИП 304500116000157, именуемая в дальнейшем ' +
        '«Покупатель», с другой стороны, вместе именуемые «Стороны», заключили настоящий договор о нижеследующем:',
    );
    expect(done.certain).toBe(true);
  });

  it('follows gender: company in the feminine, signatory a woman, proxy with its number', () => {
    const done = buildPreamble(
      party({
        fullName: 'Автономная некоммерческая организация «Луч»',
        signatory: {
          position: 'Исполняющая обязанности директора',
          fullName: 'Коваль Ольга Ивановна',
          basis: 'доверенность № 5 от 01.02.2026',
        },
      }),
      party({ kind: 'entrepreneur', fullName: 'Петров Пётр Петрович', ogrn: '304500116000157' }),
      'services',
    );
    const text = plain(done.text);
    expect(text).toContain('«Луч», именуемая в дальнейшем «Исполнитель»');
    expect(text).toContain(
      'в лице исполняющей обязанности директора Коваль Ольги Ивановны, действующей на основании доверенности № 5',
    );
    expect(text).toContain('Петров Пётр Петрович, ОГРНИП 304500116000157, именуемый в дальнейшем «Заказчик»');
    expect(done.text).toContain('№\u00a05');
    expect(done.certain).toBe(true);
  });

  it('lets the corrected form win', () => {
    const done = buildPreamble(
      party({
        name: 'ООО «Лес»',
        signatory: {
          position: 'CEO',
          positionGenitive: 'CEO',
          fullName: 'Соловей Иван Иванович',
          fullNameGenitive: 'Соловея Ивана Ивановича',
          basis: 'Устава',
        },
      }),
      ivanova,
      'supply',
    );
    expect(done.text).toContain('в лице CEO Соловея Ивана Ивановича');
    expect(done.certain).toBe(true);
  });

  it('tells what it is not sure of', () => {
    const done = buildPreamble(
      party({ signatory: { position: 'Шеф', fullName: 'Ким Саша' } }),
      party({ kind: 'entrepreneur', fullName: 'ИП Ким Саша' }),
      'supply',
    );
    expect(done.certain).toBe(false);
    expect(done.doubts.supplier).toEqual([
      'name-missing',
      'signatory-name',
      'gender-unknown',
      'signatory-position',
      'basis-missing',
    ]);
    expect(done.doubts.customer).toEqual(['gender-unknown']);
    expect(done.text).toContain('именуемый(-ая)');
    expect(done.text).toContain('действующего(-ей)');
    expect(buildPreamble(party({ name: 'АО «Х»' }), ivanova, 'supply').doubts.supplier).toEqual([
      'signatory-missing',
    ]);
  });

  it('an entrepreneur may act through another person', () => {
    const done = buildPreamble(
      { ...ivanova, signatory: { ...romashka.signatory, position: '', basis: 'доверенности № 1' } },
      romashka,
      'supply',
    );
    expect(plain(done.text)).toContain(
      '«Поставщик», в лице представителя Иванова Ивана Ивановича, действующего на основании доверенности № 1',
    );
  });

  it('asks about a ground it does not know and about a name it cannot place', () => {
    const doubts = (change: Partial<typeof romashka>) =>
      buildPreamble({ ...romashka, ...change }, ivanova, 'supply').doubts.supplier;
    const basis = (text: string) => ({ signatory: { ...romashka.signatory, basis: text } });
    expect(doubts(basis('Нотариальная доверенность № 5'))).toEqual([]);
    expect(doubts(basis('Хартия'))).toEqual(['basis-form']);
    expect(doubts({ name: 'Siemens AG', fullName: '' })).toEqual(['called-unknown']);
    const said = buildPreamble(
      { ...romashka, fullName: 'Торгово-промышленная компания «Рост»' },
      ivanova,
      'supply',
    ).text;
    expect(said).toContain('именуемая в дальнейшем «Поставщик»');
  });
});

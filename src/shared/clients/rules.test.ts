import { expect, test } from 'vitest';
import { cityOf, derivedChange, legalName, newClientFields, readName } from './rules';
import type { Address } from './schema';

const address = (kind: Address['kind'], city: string): Address => ({
  id: kind,
  kind,
  city,
  text: '',
  region: '',
  postalCode: '',
});

test.each([
  ['ООО «Ромашка»', 'Ромашка', 'ООО', 'company'],
  ['Ромашка, ООО', 'Ромашка', 'ООО', 'company'],
  ['ИП Иванов Иван Иванович', 'Иванов Иван Иванович', 'ИП', 'entrepreneur'],
  ['Индивидуальный предприниматель Петров П. П.', 'Петров П. П.', 'ИП', 'entrepreneur'],
  ['  Ромашка ', 'Ромашка', '', null],
  ['ООО', 'ООО', '', null],
  ['', '', '', null],
])('«%s» is read as a name and a form', (typed, name, legalForm, kind) => {
  expect(readName(typed)).toEqual({ name, legalForm, kind });
});

test('the name goes back together as papers have it', () => {
  expect(legalName({ legalForm: 'ООО', name: 'Ромашка', kind: 'company' })).toBe('ООО «Ромашка»');
  expect(legalName({ legalForm: 'ПАО', name: 'Торговый дом «Призма»', kind: 'company' })).toBe(
    'ПАО «Торговый дом «Призма»',
  );
  expect(legalName({ legalForm: 'ИП', name: 'Иванов И. И.', kind: 'entrepreneur' })).toBe('ИП Иванов И. И.');
  expect(legalName({ legalForm: '', name: 'Ромашка', kind: 'company' })).toBe('Ромашка');
});

test('the actual address gives the city before the legal one', () => {
  expect(cityOf([address('legal', 'Москва'), address('actual', ' Тула ')])).toBe('Тула');
  expect(cityOf([address('legal', 'Москва'), address('actual', '')])).toBe('Москва');
  expect(cityOf([address('delivery', 'Омск')])).toBe('Омск');
  expect(cityOf([])).toBe('');
});

test('a new client needs nothing but is whole', () => {
  expect(newClientFields({})).toMatchObject({ name: '', nameKey: '', kind: 'company', status: 'potential' });
  expect(newClientFields({ name: 'ИП Ёлкин', inn: '5001 0073 2259' })).toMatchObject({
    name: 'Ёлкин',
    legalForm: 'ИП',
    kind: 'entrepreneur',
    nameKey: 'елкин',
    inn: '500100732259',
  });
  expect(newClientFields({ name: 'ООО Луч', kind: 'person' }).kind).toBe('person');
  expect(newClientFields({ addresses: [address('legal', 'Пермь')] }).city).toBe('Пермь');
});

test('a city set by hand is not lost to an address', () => {
  const tula = [address('actual', 'Тула')];
  expect(derivedChange({ addresses: [], city: '' }, { addresses: tula }).city).toBe('Тула');
  expect(derivedChange({ addresses: tula, city: 'Тула' }, { addresses: [] }).city).toBe('');
  expect(derivedChange({ addresses: tula, city: 'Орёл' }, { addresses: [] })).not.toHaveProperty('city');
  expect(derivedChange({ addresses: [], city: 'Орёл' }, { addresses: tula })).not.toHaveProperty('city');
  expect(derivedChange({ addresses: [], city: '' }, { name: 'Ёж', inn: '77 07' })).toEqual({
    name: 'Ёж',
    nameKey: 'еж',
    inn: '7707',
  });
});

test('what was begun with «+» and left empty is not kept, whatever its kind', () => {
  const before = { city: '', addresses: [] };
  const blank = { ...address('delivery', ' '), id: 'blank', text: '' };
  const kept = { ...address('legal', 'Омск'), id: 'kept' };
  const account = { id: 'a', bik: '', bankName: '', corrAccount: '', account: '' };
  const change = derivedChange(before, {
    phones: [{ id: 'p', raw: ' ', e164: '', ext: '', label: 'work' }],
    emails: [{ id: 'e', value: '', label: 'work' }],
    addresses: [blank, kept],
    bankAccounts: [account, { ...account, id: 'b', bik: '044525225' }],
  });
  expect(change).toMatchObject({ phones: [], emails: [], city: 'Омск' });
  expect(change.addresses?.map(({ id }) => id)).toEqual(['kept']);
  expect(change.bankAccounts?.map(({ id }) => id)).toEqual(['b']);
});

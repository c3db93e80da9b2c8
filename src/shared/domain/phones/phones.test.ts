import { describe, expect, it } from 'vitest';
import { dialUri, formatPhone, parsePhones, phoneKey, searchDigits } from './phones';

const numbers = (text: string, cityCode?: string) =>
  parsePhones(text, cityCode === undefined ? {} : { cityCode }).map(({ e164, ext }) =>
    ext ? `${e164}#${ext}` : e164,
  );

describe('reading phones', () => {
  it.each([
    ['8 (495) 123-45-67', '+74951234567'],
    ['+7 (495) 123-45-67', '+74951234567'],
    ['4951234567', '+74951234567'],
    ['89161234567', '+79161234567'],
    ['79161234567', '+79161234567'],
    ['8-800-555-35-35', '+78005553535'],
    ['8 (4152) 41-23-45', '+74152412345'],
    ['8 10 375 29 123-45-67', '+375291234567'],
    ['+375 29 123-45-67', '+375291234567'],
    ['375291234567', '+375291234567'],
    ['+7 701 123 45 67', '+77011234567'],
    ['tel:+74951234567;ext=12', '+74951234567#12'],
    ['8 495 123-45-67 доб. 12', '+74951234567#12'],
    ['8 495 123-45-67 доб.12', '+74951234567#12'],
    ['8 495 123-45-67 вн. 12', '+74951234567#12'],
    ['8 495 123-45-67, внутр 12', '+74951234567#12'],
    ['8 495 123-45-67 добавочный 12', '+74951234567#12'],
    ['8 495 123-45-67 (доб. 12)', '+74951234567#12'],
    ['8 495 123-45-67 (12)', '+74951234567#12'],
    ['8 495 123-45-67,12', '+74951234567#12'],
    ['8 495 123-45-67#12', '+74951234567#12'],
    ['8 495 123-45-67 ext 8', '+74951234567#8'],
  ])('%s', (text, expected) => expect(numbers(text)).toEqual([expected]));

  it.each([
    ['8 916 123 45 67, 8 926 765 43 21', ['+79161234567', '+79267654321']],
    ['8 916 123 45 67; 8 926 765 43 21', ['+79161234567', '+79267654321']],
    ['8 916 123 45 67 и 8 926 765 43 21', ['+79161234567', '+79267654321']],
    ['8 916 123 45 67 8 926 765 43 21', ['+79161234567', '+79267654321']],
    ['8 916 123 45 67\n8 926 765 43 21 | 84951234567', ['+79161234567', '+79267654321', '+74951234567']],
    ['8 916 123 45 67 доб. 5, 8 926 765 43 21', ['+79161234567#5', '+79267654321']],
    ['8 495 123-45-67/68', ['+74951234567', '+74951234568']],
    ['89161234567, +7 916 123-45-67', ['+79161234567']],
    ['', []],
    ['нет', []],
    // One number, two extensions.
    ['(495) 123-45-67, доб. 12, 13', ['+74951234567#12', '+74951234567#13']],
    ['8 495 123-45-67 доб. 12, доб. 13', ['+74951234567#12', '+74951234567#13']],
    // The code of the city is said once.
    ['8 (495) 940-00-01, 940-00-02', ['+74959400001', '+74959400002']],
    ['8 (4152) 41-23-45; 41-23-46', ['+74152412345', '+74152412346']],
    [
      '8 495 940-00-01, 940-00-02 доб. 5, 8 916 123-45-67',
      ['+74959400001', '+74959400002#5', '+79161234567'],
    ],
    ['8 916 123-45-67, 765-43-21', ['+79161234567', '']],
    // What a spreadsheet did to it.
    ['79161234567.0', ['+79161234567']],
    ['79161234567,00', ['+79161234567']],
    ['79161234567.0, 79261234567.0', ['+79161234567', '+79261234567']],
    ['84951234567,12', ['+74951234567#12']],
  ])('%s', (text, expected) => expect(numbers(text)).toEqual(expected));

  it('keeps what it does not understand, and says why', () => {
    const issues = (text: string) => parsePhones(text).map(({ raw, e164, issue }) => ({ raw, e164, issue }));
    expect(issues('8-029-123-45-67')).toEqual([{ raw: '8-029-123-45-67', e164: '', issue: 'invalid' }]);
    expect(issues('123-45-67')).toEqual([{ raw: '123-45-67', e164: '', issue: 'local' }]);
    expect(issues('7.91612E+10')).toEqual([{ raw: '7.91612E+10', e164: '', issue: 'damaged' }]);
    expect(issues('101')).toEqual([{ raw: '101', e164: '', issue: 'invalid' }]);
  });

  it.each([
    ['8-495-940-00-13 до 18:00', '+74959400013', 'до 18:00'],
    ['8 495 940-00-13 с 9 до 18', '+74959400013', 'с 9 до 18'],
    ['8 495 940-00-13, с 9 до 18', '+74959400013', 'с 9 до 18'],
    ['8 495 940-00-13 9:00-18:00', '+74959400013', '9:00-18:00'],
    ['8 495 940-00-13 (пн-пт 9-18)', '+74959400013', 'пн-пт 9-18'],
    ['секретарь 8 495 940-00-13 после 14', '+74959400013', 'секретарь, после 14'],
    ['+7 916 123-45-67 Анна, 2 этаж', '+79161234567', 'Анна, 2 этаж'],
  ])('keeps the number and what stands beside it: %s', (text, e164, comment) =>
    expect(parsePhones(text).map((phone) => [phone.e164, phone.comment])).toEqual([[e164, comment]]),
  );

  it.each([
    ['8 916 123 45 6', 'invalid'],
    ['8 (495) 123-45-6', 'invalid'],
    ['8916123456', 'invalid'],
    ['+7 916 123 45 6', 'invalid'],
    ['7 916 123 45 6', 'invalid'],
    ['8 916 123 45 678', 'invalid'],
    ['495 123-45-67 12', 'invalid'],
    ['7,91612E+10', 'damaged'],
    ['7.91612e10', 'damaged'],
    ['7,91612 E+10', 'damaged'],
  ])('never makes another number of %s', (text, issue) =>
    expect(parsePhones(text).map((phone) => [phone.raw, phone.e164, phone.issue])).toEqual([
      [text, '', issue],
    ]),
  );

  it.each(['8312345678', '(831) 234-56-78', '846 234 56 78', '8632345678', '8782345678'])(
    'a whole number may begin with 8: %s',
    (text) => expect(numbers(text)).toEqual([`+7${text.replace(/\D/g, '')}`]),
  );

  it('completes a local number by the code of the city', () => {
    expect(numbers('123-45-67', '495')).toEqual(['+74951234567']);
    expect(numbers('41-23-45', '8 4152')).toEqual(['+74152412345']);
    expect(numbers('41-23-45', '495')).toEqual(['']);
  });

  it('tells the type, the label and what stood beside', () => {
    expect(parsePhones('моб.: 8 916 123-45-67 (Иван)')[0]).toMatchObject({
      type: 'mobile',
      label: 'mobile',
      comment: 'моб., Иван',
    });
    expect(parsePhones('факс 8 495 123-45-67')[0]).toMatchObject({
      type: 'landline',
      label: 'fax',
      comment: 'факс',
    });
    expect(parsePhones('тел. 8 495 123-45-67')[0]).toMatchObject({ label: 'work', comment: '' });
    expect(parsePhones('8 800 555-35-35')[0]).toMatchObject({ type: 'toll-free', label: 'work' });
  });
});

describe('showing, finding and dialling', () => {
  const phone = { raw: '84951234567', e164: '+74951234567', ext: '12' };

  it('writes numbers the usual way', () => {
    expect(formatPhone(phone)).toBe('+7 495 123-45-67 доб. 12');
    expect(formatPhone({ ...phone, ext: '' })).toBe('+7 495 123-45-67');
    expect(formatPhone({ raw: '', e164: '+375291234567', ext: '' })).toBe('+375 29 123 45 67');
    expect(formatPhone({ raw: '41-23-45', e164: '', ext: '' })).toBe('41-23-45');
  });

  it('finds all spellings under one key', () => {
    expect(new Set(['84951234567', '+7 495 123-45-67', '4951234567'].map(phoneKey)).size).toBe(1);
    expect(searchDigits('8 (495) 123')).toBe('495123');
    expect(searchDigits('+7916')).toBe('916');
    expect(searchDigits('84951234567')).toBe('4951234567');
    expect(searchDigits('8461234567')).toBe('8461234567');
    expect(searchDigits('45-67')).toBe('4567');
    expect(searchDigits('ООО 7')).toBe('');
    expect(searchDigits('12')).toBe('');
  });

  it('makes links for softphones', () => {
    expect(dialUri(phone, 'tel')).toBe('tel:+74951234567;ext=12');
    expect(dialUri(phone, 'sip', 'pbx.example.ru:5060')).toBe('sip:+74951234567@pbx.example.ru:5060');
    expect(dialUri(phone, 'sip', 'bad host;x')).toBeNull();
    expect(dialUri(phone, 'sip')).toBeNull();
    expect(dialUri(phone, 'callto')).toBe('callto:+74951234567');
    expect(dialUri({ raw: '101', e164: '', ext: '' }, 'tel')).toBe('tel:101');
    expect(dialUri({ raw: 'нет', e164: '', ext: '' }, 'tel')).toBeNull();
  });
});

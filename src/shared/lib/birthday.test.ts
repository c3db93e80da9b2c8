import { expect, test } from 'vitest';
import { typedBirthday } from './birthday';

const today = '2026-11-21';

test.each([
  ['5.12.1980', '1980-12-05'],
  ['05.12.80', '1980-12-05'],
  ['1980-12-05', '1980-12-05'],
  ['5 декабря 1980', '1980-12-05'],
  // «65» is nobody's 2065.
  ['5.12.65', '1965-12-05'],
  ['1.2.03', '2003-02-01'],
  ['29.02.2000', '2000-02-29'],
  ['21.11.2026', '2026-11-21'],
  ['  ', ''],
])('%s is %s', (text, date) => {
  expect(typedBirthday(text, today)).toBe(date);
});

test.each(['31.04.1980', '5.12', '22.11.2026', '5.12.2065', '5.12.1066', '12345', 'весной'])(
  '%s is no birthday',
  (text) => {
    expect(typedBirthday(text, today)).toBeNull();
  },
);

import { expect, it } from 'vitest';
import { passwordStrength } from './strength';

it('tells passwords that are guessed first from those that are not', () => {
  for (const weak of ['12345678', 'qwertyuiop', 'йцукенгш', 'aaaaaaaaaaaaaaaa', 'abcdefgh', 'анна1985'])
    expect(passwordStrength(weak), weak).toBe('weak');
  expect(passwordStrength('зелёный-чайник')).toBe('fair');
  expect(passwordStrength('зелёный чайник едет в Тверь')).toBe('strong');
});

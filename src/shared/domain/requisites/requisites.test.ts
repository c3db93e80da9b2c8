import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accountHint,
  checkAccount,
  checkBik,
  checkCorrAccount,
  checkInn,
  checkKpp,
  checkOgrn,
  checkRequisites,
  clientAccountKeyMatches,
  innRegion,
  isValidInn,
  kppReason,
  normalizeDigits,
} from './requisites';

describe('ИНН', () => {
  it.each([
    '7707083893',
    '7736050003',
    '7736207543',
    '7702070139',
    '7710140679',
    '7728168971',
    '7708503727',
    '7708004767',
    '500100732259',
    '770123456703',
    '7700000070',
  ])('accepts %s', (inn) => expect(checkInn(inn)).toBeNull());

  it.each([
    ['7707083894', 'inn-checksum'],
    ['500100732258', 'inn-checksum'],
    ['0000000000', 'inn-zero'],
    ['000000000000', 'inn-zero'],
    ['770708389', 'inn-lost-zero'],
    ['77070838931', 'inn-length'],
    ['77070838', 'inn-length'],
    ['77О7083893', 'inn-digits'],
  ])('remarks on %s: %s', (inn, code) => expect(checkInn(inn)?.code).toBe(code));

  it('offers the zero a spreadsheet ate', () => {
    expect(checkInn('276000000')).toEqual({ code: 'inn-lost-zero', expected: '0276000000' });
  });

  it('knows whose length it is', () => {
    expect(checkInn('7707083893', 'entrepreneur')?.code).toBe('inn-length-person');
    expect(checkInn('500100732259', 'company')?.code).toBe('inn-length-company');
    expect(checkInn('500100732259', 'person')).toBeNull();
  });

  it('has nothing to say on an empty field and reads through spaces', () => {
    expect(checkInn('  ')).toBeNull();
    expect(isValidInn('')).toBe(false);
    expect(isValidInn('77 0708\u00a03893')).toBe(true);
    expect(innRegion('7707083893')).toBe('77');
    expect(innRegion('7707083894')).toBeNull();
  });
});

describe('КПП', () => {
  it.each(['773601001', '7736AB001', '997950001'])('accepts %s', (kpp) => expect(checkKpp(kpp)).toBeNull());
  it.each([
    ['77360100', 'kpp-lost-zero'],
    ['0', 'kpp-format'],
    ['000000000', 'kpp-format'],
    ['773601АБ1', 'kpp-format'],
  ])('remarks on %s: %s', (kpp, code) => expect(checkKpp(kpp, 'company')?.code).toBe(code));

  it('does not belong to an entrepreneur', () => {
    expect(checkKpp('773601001', 'entrepreneur')?.code).toBe('kpp-not-for-entrepreneur');
  });

  it('tells a branch', () => {
    expect(kppReason('773601001')).toBe('head');
    expect(kppReason('525743001')).toBe('branch');
    expect(kppReason('997950001')).toBe('largest-taxpayer');
    expect(kppReason('')).toBeNull();
  });
});

describe('ОГРН', () => {
  it.each([
    '1027700132195',
    '1027700070518',
    '1027700229193',
    '1027739609391',
    '1027739642281',
    '1027700067328',
    '1037739877295',
    '1027700035769',
    '1027700000020',
    '304500116000157',
  ])('accepts %s', (ogrn) => expect(checkOgrn(ogrn)).toBeNull());

  it.each([
    ['304500116000158', 'ogrn-checksum'],
    ['1027700132196', 'ogrn-checksum'],
    ['102770013219', 'ogrn-length'],
    ['0000000000000', 'ogrn-zero'],
    ['10277001321A5', 'ogrn-digits'],
  ])('remarks on %s: %s', (ogrn, code) => expect(checkOgrn(ogrn)?.code).toBe(code));

  it('knows whose number it is', () => {
    expect(checkOgrn('1027700132195', 'entrepreneur')?.code).toBe('ogrn-length-entrepreneur');
    expect(checkOgrn('304500116000157', 'company')?.code).toBe('ogrn-length-company');
  });
});

describe('bank accounts', () => {
  it.each([
    ['044525225', '30101810400000000225'],
    ['044525187', '30101810700000000187'],
    ['044525593', '30101810200000000593'],
    ['044525974', '30101810145250000974'],
    ['044030653', '30101810500000000653'],
    ['042202603', '30101810900000000603'],
    ['045004763', '30101810150040000763'],
    ['044525104', '30101810745374525104'],
    ['017003983', '40102810445370000059'],
  ])('accepts the correspondent account of %s', (bik, corr) => {
    expect(checkBik(bik)).toBeNull();
    expect(checkCorrAccount(corr, bik)).toBeNull();
  });

  it.each([
    ['044525225', '40702810200000012345'],
    ['044525974', '40702810500000012345'],
    ['042202603', '40702810200000012345'],
    ['044030653', '40702810700000012345'],
    ['044525225', '40802810900000000777'],
    ['044525225', '40702810938000000001'],
    ['017003983', '03100643000000018500'],
  ])('accepts a client account in %s', (bik, account) => expect(checkAccount(account, bik)).toBeNull());

  it.each([
    ['40702810900000000001', '044525225', 'account-key'],
    ['4070281020000001234', '044525225', 'account-format'],
    ['30101810400000000225', '044525225', 'account-is-corr'],
    ['03100643000000018500', '044525225', 'account-treasury-bik'],
  ])('remarks on %s in %s: %s', (account, bik, code) => expect(checkAccount(account, bik)?.code).toBe(code));

  it.each([
    ['30101810500000000225', '044525225', 'corr-key'],
    ['30101810700000000187', '044525225', 'corr-bik-mismatch'],
    ['40702810200000012345', '044525225', 'corr-is-account'],
    ['3010181040000000022', '044525225', 'corr-format'],
  ])('remarks on correspondent %s in %s: %s', (account, bik, code) =>
    expect(checkCorrAccount(account, bik)?.code).toBe(code),
  );

  it('waits for the БИК before it judges the key', () => {
    expect(checkAccount('40702810900000000001', '')).toBeNull();
    expect(checkCorrAccount('', '044525225')).toBeNull();
    expect(checkBik('44525225')).toEqual({ code: 'bik-lost-zero', expected: '044525225' });
    expect(checkBik('04452522X')?.code).toBe('bik-format');
  });

  it('catches every single wrong digit of an account', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 19 }),
        fc.integer({ min: 1, max: 9 }),
        fc.stringMatching(/^40702810[0-9]{12}$/),
        (place, shift, account) => {
          const digits = [...account];
          digits[place] = String((Number(digits[place]) + shift) % 10);
          const both = [account, digits.join('')].filter((one) => clientAccountKeyMatches(one, '044525225'));
          expect(both.length).toBeLessThan(2);
        },
      ),
    );
  });

  it('hints at the owner and the currency', () => {
    expect(accountHint('40702810200000012345')).toEqual({ holder: 'company', currency: 'RUB' });
    expect(accountHint('40802840900000000777')).toEqual({ holder: 'entrepreneur', currency: 'USD' });
    expect(accountHint('03100643000000018500')?.holder).toBe('treasury');
    expect(accountHint('123')).toBeNull();
  });
});

describe('a whole set of requisites', () => {
  it('has no remarks on right ones and on empty ones', () => {
    expect(checkRequisites({})).toEqual([]);
    expect(
      checkRequisites({
        kind: 'company',
        inn: '7707083893',
        kpp: '773601001',
        ogrn: '1027700132195',
        bik: '044525225',
        account: '40702810200000012345',
        corrAccount: '30101810400000000225',
      }),
    ).toEqual([]);
  });

  it('names the field of every remark', () => {
    const found = checkRequisites({
      kind: 'entrepreneur',
      inn: '500100732258',
      kpp: '773601001',
      bik: '044525225',
      account: '40702810200000012345',
    });
    expect(found.map(({ field, issue }) => [field, issue.code])).toEqual([
      ['inn', 'inn-checksum'],
      ['kpp', 'kpp-not-for-entrepreneur'],
      ['account', 'account-for-company'],
    ]);
  });

  it('keeps leading zeros when it cleans', () => {
    expect(normalizeDigits(' 04 45.25-225\u202f')).toBe('044525225');
  });
});

it('ships the whole directory of banks, whose accounts fit their БИК', () => {
  const file = new URL('../../../../resources/data/banks.json', import.meta.url);
  const { banks, complete, asOf } = JSON.parse(readFileSync(file, 'utf8')) as {
    banks: Record<string, string[]>;
    complete: boolean;
    asOf: string;
  };
  expect({ complete, asOf }).toEqual({ complete: true, asOf: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) });
  expect(Object.keys(banks).length).toBeGreaterThan(1500);
  for (const [bik, [name, , corr]] of Object.entries(banks))
    expect({ bik, name, issue: checkCorrAccount(corr!, bik) }).toMatchObject({
      name: expect.stringMatching(/\S/),
      issue: null,
    });
});

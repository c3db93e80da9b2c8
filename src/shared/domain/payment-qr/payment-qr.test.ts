import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPaymentQr, encodePaymentQr, type PaymentQrFields, paymentQrText } from './payment-qr';

const fields: PaymentQrFields = {
  KPP: '773601001',
  PayeeINN: '7707083893',
  Purpose: 'Оплата по счёту № А-000123 от 21.11.2026. В т. ч. НДС 22% — 22 000,00 руб.',
  Sum: 12_200_000,
  CorrespAcc: '30101810400000000225',
  BIC: '044525225',
  BankName: 'ПАО Сбербанк г. Москва',
  PersonalAcc: '40702810200000012345',
  Name: 'ООО «Ромашка»',
};

describe('the payment code', () => {
  it('is written in the order of the standard', () => {
    expect(paymentQrText(fields)).toBe(
      'ST00012|Name=ООО «Ромашка»|PersonalAcc=40702810200000012345|BankName=ПАО Сбербанк г. Москва|BIC=044525225|' +
        'CorrespAcc=30101810400000000225|Sum=12200000|Purpose=Оплата по счёту № А-000123 от 21.11.2026. ' +
        'В т. ч. НДС 22% — 22 000,00 руб.|PayeeINN=7707083893|KPP=773601001',
    );
  });

  it('takes a byte a character in windows-1251 and more in UTF-8', () => {
    const text = paymentQrText(fields);
    expect(text.length).toBe(267);
    expect(encodePaymentQr(text).length).toBe(326);
    const old = encodePaymentQr(paymentQrText(fields, 'windows-1251'), 'windows-1251');
    expect(old.length).toBe(267);
    expect(new TextDecoder('windows-1251').decode(old)).toBe(text.replace('ST00012', 'ST00011'));
  });

  it('cleans values and cuts them by characters', () => {
    const text = paymentQrText({
      ...fields,
      Name: `Рога|и\r\nкопыта ${'ё'.repeat(300)}`,
      Purpose: '100 ₽',
      CorrespAcc: '',
    });
    const name = /Name=([^|]*)/.exec(text)?.[1] ?? '';
    expect(name.startsWith('Рога и копыта ёё')).toBe(true);
    expect([...name].length).toBe(160);
    expect(text).toContain('|CorrespAcc=0|');
    expect(text).toContain('Purpose=100 руб.');
  });

  it('ends no cut value in a comma', () => {
    const text = paymentQrText({ ...fields, BankName: `${'Б'.repeat(44)}, г. Москва` });
    expect(/BankName=([^|]*)/.exec(text)?.[1]).toBe('Б'.repeat(44));
    // What was typed whole stays as it is.
    expect(paymentQrText({ ...fields, BankName: 'Банк,' })).toContain('|BankName=Банк,|');
  });

  it('is not made without mandatory requisites', () => {
    const empty = { Name: ' ', PersonalAcc: '1', BankName: '', BIC: '', CorrespAcc: '2', Sum: 0.5 };
    expect(checkPaymentQr(empty)).toEqual([
      'qr-name',
      'qr-account',
      'qr-bank-name',
      'qr-bik',
      'qr-corr-account',
      'qr-sum',
    ]);
    expect(() => paymentQrText(empty)).toThrow(RangeError);
    expect(checkPaymentQr(fields)).toEqual([]);
  });

  it('always has as many parts as values, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (purpose) => {
        const parts = paymentQrText({ ...fields, Purpose: `x${purpose}` }).split('|');
        expect(parts.length).toBe(10);
        expect(parts.every((part) => !/[\r\n]/.test(part))).toBe(true);
      }),
    );
  });

  it('writes ? for signs windows-1251 lacks', () => {
    const bytes = encodePaymentQr('Ёж №5 漢', 'windows-1251');
    expect(new TextDecoder('windows-1251').decode(bytes)).toBe('Ёж №5 ?');
  });
});

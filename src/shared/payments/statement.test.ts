import { describe, expect, it } from 'vitest';
import { encodePaymentQr } from '../domain/payment-qr/payment-qr';
import { decodeStatement, parseStatement } from './statement';

const OURS = '40702810200000012345';
const OTHER = '40702810500000012345';

const head = (more: readonly string[] = []) => [
  '1CClientBankExchange',
  'ВерсияФормата=1.03',
  'Кодировка=Windows',
  'Отправитель=Банк',
  'ДатаНачала=01.11.2026',
  'ДатаКонца=30.11.2026',
  `РасчСчет=${OURS}`,
  ...more,
  'СекцияРасчСчет',
  'ДатаНачала=01.11.2026',
  'ДатаКонца=30.11.2026',
  `РасчСчет=${OURS}`,
  'НачальныйОстаток=1000.00',
  'ВсегоПоступило=12200.05',
  'ВсегоСписано=100.00',
  'КонечныйОстаток=13100.05',
  'КонецРасчСчет',
];

const incoming = (change: Readonly<Record<string, string>> = {}): string[] => {
  const fields = {
    Номер: '45',
    Дата: '20.11.2026',
    Сумма: '12200.05',
    ПлательщикСчет: OTHER,
    Плательщик: '7736050003, ПАО «Газпром»',
    ПлательщикИНН: '7736050003',
    ПлательщикКПП: '997250001',
    ПолучательСчет: OURS,
    ПолучательИНН: '7707083893',
    Получатель1: 'ООО «Ромашка»',
    ДатаПоступило: '21.11.2026',
    ДатаСписано: '',
    НовыйКлючБанка: 'что угодно',
    НазначениеПлатежа: 'Оплата по счету № А7-000123 от 01.11.2026, в т.ч. НДС 22% = 2200.01',
    ...change,
  };
  return [
    'СекцияДокумент=Платежное поручение',
    ...Object.entries(fields).map(([key, value]) => `${key}=${value}`),
    'КонецДокумента',
  ];
};

const outgoing = incoming({
  Номер: '7',
  Сумма: '100',
  ПлательщикСчет: OURS,
  ПолучательСчет: OTHER,
  ДатаПоступило: '',
  ДатаСписано: '22.11.2026',
});

const windows = (lines: readonly string[]) => encodePaymentQr(lines.join('\r\n'), 'windows-1251');
const whole = [...head(), ...incoming(), ...outgoing, 'КонецФайла'];

/** Letters of code page 866, for files of DOS programs. */
function dos(text: string): Uint8Array {
  const byte = (letter: string) => {
    const code = letter.charCodeAt(0);
    if (code < 0x80) return code;
    if (code >= 0x410 && code <= 0x43f) return code - 0x410 + 0x80;
    if (code >= 0x440 && code <= 0x44f) return code - 0x440 + 0xe0;
    return letter === '№' ? 0xfc : 0x3f;
  };
  return Uint8Array.from([...text], byte);
}

describe('a bank statement', () => {
  it('is read with its account, payments in kopecks and days as they are', () => {
    const result = parseStatement(windows(whole));
    expect(result.ok && result.statement).toMatchObject({
      sender: 'Банк',
      from: '2026-11-01',
      to: '2026-11-30',
      accounts: [{ account: OURS, opening: 100_000, received: 1_220_005, spent: 10_000, closing: 1_310_005 }],
      warnings: [],
      payments: [
        {
          direction: 'in',
          amount: 1_220_005,
          bookedOn: '2026-11-21',
          date: '2026-11-20',
          number: '45',
          payer: { inn: '7736050003', name: 'ПАО «Газпром»', account: OTHER },
          purpose: 'Оплата по счету № А7-000123 от 01.11.2026, в т.ч. НДС 22% = 2200.01',
        },
        { direction: 'out', amount: 10_000, bookedOn: '2026-11-22' },
      ],
    });
  });

  it.each([
    ['windows-1251', windows(whole)],
    ['code page 866', dos(whole.join('\r\n').replaceAll('«', '"').replaceAll('»', '"'))],
    ['UTF-8 that calls itself Windows', new TextEncoder().encode(whole.join('\n'))],
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${whole.join('\n')}`)],
  ])('in %s', (_name, bytes) => {
    const result = parseStatement(bytes);
    expect(result.ok && result.statement.payments.length).toBe(2);
    expect(decodeStatement(bytes)).toContain('СекцияДокумент');
  });

  it('of several accounts, where money goes from one of ours to another', () => {
    const second = OTHER;
    const lines = [
      ...head([`РасчСчет=${second}`]),
      ...incoming({
        ПлательщикСчет: OURS,
        ПолучательСчет: second,
        ДатаПоступило: '',
        ДатаСписано: '21.11.2026',
      }),
      ...incoming({ ПлательщикСчет: OURS, ПолучательСчет: second }),
      'КонецФайла',
    ];
    const result = parseStatement(windows(lines));
    expect(result.ok && result.statement.payments.map(({ direction }) => direction)).toEqual(['out', 'in']);
  });

  it('loaded twice gives the same keys, and two equal payments of one file two', () => {
    const once = parseStatement(windows(whole));
    const twice = parseStatement(new TextEncoder().encode(whole.join('\n')));
    const keys = (result: typeof once) => (result.ok ? result.statement.payments.map(({ key }) => key) : []);
    expect(keys(once)).toEqual(keys(twice));
    const repeated = parseStatement(windows([...head(), ...incoming(), ...incoming(), 'КонецФайла']));
    expect(new Set(keys(repeated)).size).toBe(2);
    expect(repeated.ok && repeated.statement.warnings.map(({ code }) => code)).toContain('statement-repeats');
  });

  it('says when the bank\u2019s totals are others than its payments', () => {
    const result = parseStatement(windows([...head(), ...incoming(), 'КонецФайла']));
    expect(result.ok && result.statement.warnings).toEqual([{ code: 'statement-totals', account: OURS }]);
  });

  it.each([
    ['statement-empty', new Uint8Array(), 0],
    ['statement-not-1c', new TextEncoder().encode('Дата;Сумма'), 1],
    ['statement-not-1c', windows(['<?xml version="1.0"?>']), 1],
    ['statement-encoding', new TextEncoder().encode('1CClientBankExchange\n????=1'), 2],
    ['statement-cut', windows(whole.slice(0, -1)), whole.length - 1],
    ['statement-cut', windows(whole.slice(0, 25)), 25],
    ['statement-amount', windows([...head(), ...incoming({ Сумма: '1e3' }), 'КонецФайла']), 17],
    ['statement-amount', windows([...head(), ...incoming({ Сумма: '' }), 'КонецФайла']), 17],
    ['statement-date', windows([...head(), ...incoming({ Дата: '31.02.2026' }), 'КонецФайла']), 17],
  ])('is refused as %s', (code, bytes, line) => {
    expect(parseStatement(bytes)).toMatchObject({ ok: false, code, line });
  });
});

import { buildSnapshot, vatPhrase } from '@shared/documents/build-snapshot';
import { cityName, defaultVatRate, draftContent, emptyLine } from '@shared/documents/defaults';
import { partyOf, printedAddress, printedName } from '@shared/documents/party';
import { canPost, failureOf, nextStatuses } from '@shared/documents/rules';
import { type DocumentContent, documentStatuses } from '@shared/documents/schema';
import type { ContractSnapshot, InvoiceSnapshot } from '@shared/documents/snapshot';
import { checkLine, draftTotal } from '@shared/documents/totals';
import { describe, expect, it } from 'vitest';
import { checkSnapshot } from '../../../src/main/documents/render';
import { client, line, organization } from './records';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const invoiceContent = (change: Partial<DocumentContent> = {}): DocumentContent => ({
  ...draftContent({ type: 'invoice', date: '2026-11-21', organization, basis: '' }),
  lines: [line()],
  ...change,
});
const draft = (change: Partial<DocumentContent> = {}) => ({
  type: 'invoice' as const,
  status: 'draft' as const,
  content: invoiceContent(change),
});
const errors = (change: Partial<DocumentContent>) =>
  canPost(draft(change), organization, client)
    .filter(({ level }) => level === 'error')
    .map(({ code }) => code);

describe('what may be posted', () => {
  it('lets a plain invoice through and only warns of missing requisites', () => {
    expect(canPost(draft(), organization, client)).toEqual([]);
    const poor = { ...organization, inn: '', bankAccounts: [], addresses: [] };
    const found = canPost(draft(), poor, { ...client, inn: '' });
    expect(found.map(({ code }) => code)).toEqual([
      'seller-inn-missing',
      'seller-bank-missing',
      'seller-address-missing',
      'buyer-inn-missing',
    ]);
    expect(found.every(({ level }) => level === 'warning')).toBe(true);
  });

  it.each<[string, Partial<DocumentContent>, string]>([
    ['no lines', { lines: [] }, 'document-empty'],
    ['only blank lines', { lines: [emptyLine('l9', '22')] }, 'document-empty'],
    ['nothing to pay', { lines: [line({ price: 0 })] }, 'document-empty'],
    ['a negative quantity', { lines: [line({ quantity: '-5' })] }, 'quantity-negative'],
    ['no quantity', { lines: [line({ quantity: '0' })] }, 'quantity-zero'],
    ['a huge quantity', { lines: [line({ quantity: '99999999999' })] }, 'quantity-too-large'],
    ['a negative price', { lines: [line({ price: -1 })] }, 'line-price'],
    ['a line without a name', { lines: [line({ name: ' ' })] }, 'line-name'],
    ['an unknown rate', { lines: [line({ vatRate: '18' })] }, 'line-vat'],
    ['a discount above the line', { lines: [line({ discount: 100_001 })] }, 'line-discount'],
    [
      'a line beyond exact numbers',
      { lines: [line({ price: 9_000_000_000_000_000, quantity: '1000' })] },
      'line-too-large',
    ],
    [
      'a sum beyond exact numbers',
      { lines: [line({ price: 9_000_000_000_000_000 }), line({ id: 'l2', price: 9_000_000_000_000_000 })] },
      'amount-too-large',
    ],
    ['31 February', { date: '2026-02-31' }, 'date-impossible'],
    ['an impossible term', { validUntil: '2026-13-01' }, 'valid-until-impossible'],
  ])('refuses %s', (_what, change, code) => {
    expect(errors(change)).toContain(code);
  });

  it('names the line and answers with a stable code', () => {
    const [first] = canPost(
      draft({ lines: [line(), line({ id: 'bad', quantity: '-1' })] }),
      organization,
      client,
    );
    expect(first).toEqual({ level: 'error', code: 'quantity-negative', lineId: 'bad' });
    expect(first && failureOf(first)).toEqual({
      code: 'invalid-input',
      data: { issue: 'quantity-negative', lineId: 'bad' },
    });
    expect(failureOf({ level: 'error', code: 'line-too-large' }).code).toBe('amount-too-large');
  });

  it('asks for the organisation and the client', () => {
    expect(canPost(draft(), null, client)[0]?.code).toBe('organization-missing');
    expect(canPost(draft(), { ...organization, name: ' ' }, client)[0]?.code).toBe('organization-missing');
    expect(canPost(draft(), organization, null)[0]?.code).toBe('client-missing');
    expect(canPost({ ...draft(), status: 'posted' }, organization, client)[0]?.code).toBe('already-posted');
  });

  it('warns of a rate the date does not have and of a past term', () => {
    const codes = (change: Partial<DocumentContent>) =>
      canPost(draft(change), organization, client).map(({ code }) => code);
    expect(codes({ date: '2025-12-30', validUntil: '' })).toEqual(['vat-not-on-date']);
    expect(codes({ validUntil: '2026-11-20' })).toEqual(['valid-until-past']);
  });

  it('a contract needs no lines, and tells what of the preamble to look at', () => {
    const content = draftContent({ type: 'contract', date: '2026-11-21', organization, basis: '' });
    const contract = { type: 'contract' as const, status: 'draft' as const, content };
    const full = { ...client, addresses: organization.addresses, bankAccounts: organization.bankAccounts };
    expect(canPost(contract, organization, full).map(({ code }) => code)).toEqual(['supply-not-framework']);
    content.subject = 'офисная мебель, рамочный договор';
    expect(canPost(contract, organization, full)).toEqual([]);
    const unsure = { ...full, signatory: { ...client.signatory, fullName: 'Ким Саша', gender: '' as const } };
    expect(canPost(contract, organization, unsure).map(({ code }) => code)).toEqual(['preamble-doubts']);
    const corrected = { ...contract, content: { ...content, preamble: 'Мы, стороны…' } };
    expect(canPost(corrected, organization, unsure)).toEqual([]);
  });
});

describe('what a bank, a tax office or a court would object to', () => {
  const codes = (
    change: Partial<DocumentContent>,
    own: Partial<typeof organization> = {},
    theirs: Partial<typeof client> = {},
    today = '',
  ) =>
    canPost(draft(change), { ...organization, ...own }, { ...client, ...theirs }, today).map(
      ({ code }) => code,
    );
  const [account] = organization.bankAccounts;
  const wrongAccount = account ? [{ ...account, account: '40702810900000000001' }] : [];
  const rate = (vatRate: string, id = 'l1') => line({ id, vatRate });

  it.each<[string, ReturnType<typeof codes>]>([
    ['seller-inn-wrong', codes({}, { inn: '7707083894' })],
    ['seller-account-wrong', codes({}, { bankAccounts: wrongAccount })],
    ['buyer-inn-wrong', codes({}, {}, { inn: '7736050004' })],
    ['with-ourselves', codes({}, {}, { kind: 'company', inn: organization.inn })],
    ['date-far', codes({ date: '2062-11-21', validUntil: '' }, {}, {}, '2026-11-21')],
    ['line-nothing', codes({ lines: [line(), line({ id: 'l2', price: 0 })] })],
    ['seller-signatory-missing', codes({}, { signatory: { ...organization.signatory, fullName: '' } })],
    ['vat-simplified', codes({}, { taxSystem: 'simplified' })],
    ['vat-patent', codes({}, { taxSystem: 'patent' })],
    ['vat-self-employed', codes({}, { taxSystem: 'self-employed' })],
    ['vat-special-in-general', codes({ lines: [rate('5')] })],
    ['vat-two-special', codes({ lines: [rate('5'), rate('7', 'l2')] }, { taxSystem: 'simplified-vat' })],
    [
      'vat-special-with-general',
      codes({ lines: [rate('5'), rate('22', 'l2')] }, { taxSystem: 'simplified-vat' }),
    ],
    ['vat-article-missing', codes({ lines: [rate('none')] })],
    ['letters-missing', codes({ note: 'Товар «漢字»' })],
  ])('%s', (code, found) => expect(found).toEqual([code]));

  it('an article in the note is enough, a rate of one\u2019s own system, too', () => {
    expect(codes({ lines: [rate('none')], note: 'НДС не облагается: ст. 149 п. 2 НК РФ' })).toEqual([]);
    expect(codes({ lines: [rate('5')] }, { taxSystem: 'simplified-vat' })).toEqual([]);
    expect(codes({ lines: [rate('none')] }, { taxSystem: 'simplified' })).toEqual([]);
    expect(codes({ date: '2026-01-10', validUntil: '' }, {}, {}, '2026-11-21')).toEqual([]);
  });

  it('a wrong key of ours makes no payment code', () => {
    const snapshot = (own: Partial<typeof organization>) =>
      buildSnapshot(draft(), '1', { ...organization, ...own }, client) as InvoiceSnapshot;
    expect(snapshot({}).paymentQr).not.toBe('');
    expect(snapshot({ inn: '7707083894' }).paymentQr).toBe('');
    expect(snapshot({ bankAccounts: wrongAccount }).paymentQr).toBe('');
  });

  it('names an entrepreneur in the code as in the bank block', () => {
    const own = {
      ...{
        kind: 'entrepreneur' as const,
        inn: '500100732259',
        kpp: '',
        name: 'Коваль О. И.',
        legalForm: 'ИП',
      },
      ...{ fullName: 'Индивидуальный предприниматель Коваль Ольга Ивановна' },
    };
    const snapshot = buildSnapshot(draft(), '1', { ...organization, ...own }, client) as InvoiceSnapshot;
    expect(snapshot.paymentQr).toContain('Name=Индивидуальный предприниматель Коваль Ольга Ивановна|');
  });

  it('a purpose of six rates stays within 210 characters', () => {
    const rates = ['22', '20', '10', '7', '5', '0'].map((vatRate, at) =>
      line({ id: `l${at}`, vatRate, price: 99_999_999_99 }),
    );
    const snapshot = buildSnapshot(
      draft({ lines: rates }),
      'А7-000123',
      organization,
      client,
    ) as InvoiceSnapshot;
    expect([...snapshot.purpose].length).toBeLessThanOrEqual(210);
    expect(plain(snapshot.purpose)).toMatch(/В т\. ч\. НДС — [\d ]+,\d\d руб\.$/);
  });

  it('a person buys by купля-продажа, whatever was chosen', () => {
    const content = draftContent({ type: 'contract', date: '2026-12-21', organization, basis: '' });
    const snapshot = buildSnapshot({ type: 'contract', content }, '1', organization, {
      ...client,
      kind: 'person',
    }) as ContractSnapshot;
    expect(snapshot.kind).toBe('sale');
    expect(snapshot.preamble).toContain('«Продавец»');
    expect(content.validUntil).toBe('2027-12-31');
    expect(snapshot.vatPhrase).not.toContain('в том числе НДС 20');
  });
});

describe('status', () => {
  it('never goes back to a draft and cannot leave one but by posting', () => {
    for (const type of ['invoice', 'contract'] as const) {
      expect(nextStatuses(type, 'draft')).toEqual([]);
      for (const status of documentStatuses) expect(nextStatuses(type, status)).not.toContain('draft');
    }
    expect(nextStatuses('invoice', 'posted')).toContain('paid');
    expect(nextStatuses('invoice', 'posted')).not.toContain('signed');
    expect(nextStatuses('contract', 'sent')).toContain('signed');
  });
});

describe('defaults', () => {
  it('choose the rate by tax system and date', () => {
    const of = (taxSystem: typeof organization.taxSystem, vatRate: string, date: string) =>
      defaultVatRate({ taxSystem, vatRate }, date);
    expect(of('general', '', '2026-01-01')).toBe('22');
    expect(of('general', '', '2025-12-31')).toBe('20');
    expect(of('general', '20', '2026-01-01')).toBe('22');
    expect(of('general', '10', '2026-01-01')).toBe('10');
    expect(of('simplified', '', '2026-01-01')).toBe('none');
    expect(of('simplified-vat', '', '2026-01-01')).toBe('5');
    expect(of('simplified-vat', '7', '2026-01-01')).toBe('7');
    expect(defaultVatRate(null, '2026-01-01')).toBe('22');
  });

  it('fill the terms of a new draft', () => {
    const start = { date: '2026-02-26', organization: { invoiceDays: 5, city: 'г. Москва' }, basis: '' };
    expect(draftContent({ ...start, type: 'invoice' })).toMatchObject({ validUntil: '2026-03-03' });
    expect(draftContent({ ...start, type: 'contract' })).toMatchObject({
      validUntil: '2026-12-31',
      city: 'Москва',
      autoRenew: true,
    });
    const without = { ...start, organization: { invoiceDays: 0, city: '' } };
    expect(draftContent({ ...without, type: 'invoice' }).validUntil).toBe('');
    expect(cityName('город Москва')).toBe('Москва');
    expect(cityName('Городец')).toBe('Городец');
  });
});

describe('parties', () => {
  it('are printed with their legal form, once', () => {
    const company = { ...client, kind: 'company' as const };
    expect(printedName({ ...company, name: 'Ромашка', legalForm: 'ООО' })).toBe('ООО «Ромашка»');
    expect(printedName({ ...company, name: 'ООО «Ромашка»', legalForm: 'ООО' })).toBe('ООО «Ромашка»');
    expect(printedName({ ...company, name: 'Ромашка', legalForm: '' })).toBe('Ромашка');
    expect(printedName(client)).toBe('ИП Коваль О. И.');
    expect(printedName({ ...client, name: 'ИП Коваль О. И.' })).toBe('ИП Коваль О. И.');
    expect(printedName({ ...client, kind: 'person', legalForm: '' })).toBe('Коваль О. И.');
  });

  it('get a full name from the form where nobody has typed one', () => {
    expect(partyOf(organization).fullName).toBe('Общество с ограниченной ответственностью «Ромашка»');
    expect(partyOf(client).fullName).toBe('Индивидуальный предприниматель Коваль Ольга Ивановна');
    expect(partyOf({ ...client, kpp: '773601001' }).kpp).toBe('');
    expect(partyOf(organization).phone).toBe('+7 495 123-45-67');
  });

  it('write the address in one line with its code, saying nothing twice', () => {
    expect(printedAddress(organization.addresses)).toBe('117312, г. Москва, ул. Вавилова, д. 19');
    const [address] = organization.addresses;
    if (!address) throw new Error('no address');
    const whole = { ...address, text: '117312, г. Москва, ул. Вавилова, д. 19' };
    expect(printedAddress([whole])).toBe(whole.text);
    expect(printedAddress([{ ...address, kind: 'actual', text: 'здесь' }, whole])).toBe(whole.text);
    expect(printedAddress([])).toBe('');
  });
});

describe('the snapshot of an invoice', () => {
  const snapshot = buildSnapshot(
    draft({
      lines: [
        line({ quantity: '3', price: 3333 }),
        line({ id: 'l2', quantity: '7', price: 1429 }),
        line({ id: 'l3', price: 5 }),
        line({ id: 'l4', quantity: '11', price: 999 }),
        emptyLine('l5', '22'),
      ],
    }),
    'А7-000123',
    organization,
    client,
  ) as InvoiceSnapshot;

  it('has the totals of domain §3: VAT is the sum of the lines', () => {
    expect(snapshot.lines.map(({ vat }) => vat)).toEqual([1803, 1804, 1, 1982]);
    expect(snapshot.totals).toEqual({
      subtotal: 30_996,
      vatByRate: [{ rate: '22', base: 25_406, vat: 5590 }],
      vat: 5590,
      total: 30_996,
    });
    expect(snapshot.inWords).toBe('Триста девять рублей 96 копеек');
    expect(
      draftTotal({ lines: snapshot.lines.map((one) => ({ ...one, id: '' })), pricesIncludeVat: false }),
    ).toBe(37_816);
  });

  it('is a snapshot in the renderers’ eyes and carries the payment code', () => {
    expect(checkSnapshot(snapshot)).toBe(snapshot);
    expect(plain(snapshot.purpose)).toBe(
      'Оплата по счёту № А7-000123 от 21.11.2026. В т. ч. НДС 22 % — 55,90 руб.',
    );
    expect(snapshot.paymentQr).toContain('|Sum=30996|Purpose=Оплата по счёту № А7-000123 от 21.11.2026.');
    expect(snapshot.paymentQr).toMatch(/\|PayeeINN=7707083893\|KPP=773601001$/);
    // Both belong to the payer's own payment order; a number of ours would be cut to 15 signs.
    expect(snapshot.paymentQr).not.toMatch(/DocNo|DocDate/);
    const entrepreneur = buildSnapshot(
      draft(),
      'Н-1К4Х7ВЕ-000001',
      {
        ...organization,
        kind: 'entrepreneur',
        inn: '500100732259',
        legalForm: '',
        name: 'ИП Коваль О. И.',
        fullName: '',
        kpp: '',
        signatory: { ...organization.signatory, fullName: 'Коваль Олег Игоревич' },
      },
      client,
    ) as InvoiceSnapshot;
    expect(entrepreneur.paymentQr).toContain('|Name=Индивидуальный предприниматель Коваль Олег Игоревич|');
    const cut = buildSnapshot(
      draft(),
      '1',
      {
        ...organization,
        bankAccounts: organization.bankAccounts.map((account) => ({
          ...account,
          bankName: 'Ф-л «Точка» ПАО Банка «ФК Открытие» в Москве, г. Москва',
        })),
      },
      client,
    ) as InvoiceSnapshot;
    expect(/BankName=([^|]*)/.exec(cut.paymentQr)?.[1]).toBe('Ф-л «Точка» ПАО Банка «ФК Открытие» в Москве');
    const poor = buildSnapshot(
      draft(),
      '1',
      { ...organization, bankAccounts: [] },
      client,
    ) as InvoiceSnapshot;
    expect(poor.paymentQr).toBe('');
  });

  it('survives absurd names', () => {
    const odd = { ...client, kind: 'company' as const, legalForm: 'ООО', name: 'я'.repeat(10_000) };
    expect(() => checkSnapshot(buildSnapshot(draft(), '1', organization, odd))).not.toThrow();
  });
});

describe('the snapshot of a contract', () => {
  it('prints the genitive, the corrected form first', () => {
    const content = draftContent({ type: 'contract', date: '2026-11-21', organization, basis: '' });
    const signatory = { ...organization.signatory, fullNameGenitive: 'Иванова Ивана Ивановича (ст.)' };
    const snapshot = buildSnapshot(
      { type: 'contract', content },
      'А7-000001',
      { ...organization, signatory },
      client,
    ) as ContractSnapshot;
    expect(checkSnapshot(snapshot)).toBe(snapshot);
    expect(plain(snapshot.preamble)).toContain('в лице генерального директора Иванова Ивана Ивановича (ст.)');
    expect(plain(snapshot.vatPhrase)).toBe('в том числе НДС 22 %');
    expect(snapshot.city).toBe('Москва');
    const typed = buildSnapshot(
      { type: 'contract', content: { ...content, preamble: ' По-своему ' } },
      '1',
      organization,
      client,
    ) as ContractSnapshot;
    expect(typed.preamble).toBe('По-своему');
  });

  it('says why there is no VAT', () => {
    expect(vatPhrase({ vatByRate: [] }, 'simplified', '2026-11-21')).toContain('п. 1 ст. 145 НК РФ');
    expect(vatPhrase({ vatByRate: [] }, 'simplified', '2024-11-21')).toContain('УСН (ст. 346.11 НК РФ)');
    expect(
      plain(
        vatPhrase(
          {
            vatByRate: [
              { rate: '22', base: 10_000_000, vat: 2_200_000 },
              { rate: '10', base: 10_000, vat: 1000 },
            ],
          },
          'general',
          '2026-11-21',
        ),
      ),
    ).toBe('в том числе НДС 22 % — 22 000,00 руб., НДС 10 % — 10,00 руб.');
  });
});

it('a blank line has no remark', () => {
  expect(checkLine(emptyLine('x', '22'))).toBeNull();
});

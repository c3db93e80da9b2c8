import { buildPreamble } from '@shared/documents/preamble';
import type {
  ContractSnapshot,
  InvoiceSnapshot,
  PaperSnapshot,
  PaperType,
  Party,
  SnapshotLine,
} from '@shared/documents/snapshot';

/** A company with checksummed, invented requisites. */
export const seller: Party = {
  kind: 'company',
  name: 'ООО «Ромашка»',
  fullName: 'Общество с ограниченной ответственностью «Ромашка»',
  inn: '7707083893',
  kpp: '773601001',
  ogrn: '1027700132195',
  address: '117312, г. Москва, ул. Вавилова, д. 19, стр. 2, оф. 305',
  phone: '+7 495 123-45-67',
  email: 'info@romashka.example',
  bank: {
    bik: '044525225',
    bankName: 'ПАО Сбербанк, г. Москва',
    corrAccount: '30101810400000000225',
    account: '40702810200000012345',
  },
  signatory: {
    position: 'Генеральный директор',
    fullName: 'Иванов Иван Иванович',
    positionGenitive: '',
    fullNameGenitive: '',
    gender: 'male',
    basis: 'Устава',
  },
  accountant: 'Петрова Анна Сергеевна',
};

const buyer: Party = {
  kind: 'entrepreneur',
  name: 'ИП Коваль О. И.',
  fullName: 'Индивидуальный предприниматель Коваль Ольга Ивановна',
  inn: '500100732259',
  kpp: '',
  ogrn: '304500116000157',
  address: '141006, Московская обл., г. Мытищи, пр-т Олимпийский, д. 10, кв. 4',
  phone: '+7 916 123-45-67',
  email: 'koval@example.com',
  bank: {
    bik: '044525974',
    bankName: 'АО «ТБанк», г. Москва',
    corrAccount: '30101810145250000974',
    account: '40802810900000000777',
  },
  signatory: {
    position: '',
    fullName: 'Коваль Ольга Ивановна',
    positionGenitive: '',
    fullNameGenitive: '',
    gender: 'female',
    basis: '',
  },
  accountant: '',
};

const line = (change: Partial<SnapshotLine>): SnapshotLine => ({
  article: '',
  name: 'Товар',
  quantity: '1',
  unit: 'шт.',
  price: 0,
  discount: 0,
  vatRate: '22',
  amount: 0,
  vat: 0,
  ...change,
});

export const lines: SnapshotLine[] = [
  line({
    article: 'КР-204',
    name: 'Кресло офисное «Комфорт» с подголовником, ткань, цвет тёмно-серый',
    quantity: '10',
    price: 850_000,
    amount: 8_500_000,
    vat: 1_532_787,
  }),
  line({
    article: 'СТ-11',
    name: 'Стол письменный 1400×700',
    quantity: '2.5',
    unit: 'компл.',
    price: 1_400_000,
    discount: 100_000,
    amount: 3_400_000,
    vat: 613_115,
  }),
  line({ name: 'Доставка и сборка', unit: 'усл.', price: 300_000, amount: 300_000, vat: 54_098 }),
];

export const invoice: InvoiceSnapshot = {
  version: 1,
  type: 'invoice',
  number: 'А7-000123',
  date: '2026-11-21',
  validUntil: '2026-11-28',
  seller,
  buyer,
  basis: 'Договор № 45/2026 от 01.11.2026',
  lines,
  pricesIncludeVat: true,
  totals: {
    subtotal: 12_200_000,
    vatByRate: [{ rate: '22', base: 10_000_000, vat: 2_200_000 }],
    vat: 2_200_000,
    total: 12_200_000,
  },
  inWords: 'Сто двадцать две тысячи рублей 00 копеек',
  paymentQr:
    'ST00012|Name=ООО «Ромашка»|PersonalAcc=40702810200000012345|BankName=ПАО Сбербанк, г. Москва|BIC=044525225|CorrespAcc=30101810400000000225|Sum=12200000|Purpose=Оплата по счёту № А7-000123 от 21.11.2026. В т. ч. НДС 22% — 22 000,00 руб.|PayeeINN=7707083893|KPP=773601001',
  note: 'Товар отпускается по факту прихода денег на расчётный счёт Поставщика.',
  purpose: 'Оплата по счёту № А7-000123 от 21.11.2026. В т. ч. НДС 22 % — 22 000,00 руб.',
};

const noTotals = { subtotal: 0, vatByRate: [], vat: 0, total: 0 };

export const contract: ContractSnapshot = {
  version: 1,
  type: 'contract',
  number: '45/2026-А7',
  date: '2026-11-21',
  city: 'Москва',
  kind: 'supply',
  supplier: seller,
  customer: buyer,
  preamble: buildPreamble(seller, buyer, 'supply').text,
  subject: 'офисная мебель',
  priceTerms: '',
  paymentTerms: '',
  deliveryTerms: '',
  validUntil: '2027-12-31',
  autoRenew: true,
  vatPhrase: 'в том числе НДС 22 % — 22 000,00 руб.',
  lines,
  pricesIncludeVat: true,
  totals: invoice.totals,
  inWords: invoice.inWords,
};

/** A services contract without a specification. */
export const services: ContractSnapshot = {
  ...contract,
  number: '46/2026-А7',
  kind: 'services',
  preamble: buildPreamble(seller, buyer, 'services').text,
  subject: 'техническое обслуживание офисной мебели',
  priceTerms: 'Стоимость Услуг составляет 15 000 (пятнадцать тысяч) рублей в месяц',
  vatPhrase: 'НДС не облагается в связи с применением УСН (ст. 346.11 НК РФ)',
  autoRenew: false,
  lines: [],
  totals: noTotals,
  inWords: '',
};

/** An offer, a счёт-договор, an акт, a накладная or an УПД of the invoice's lines. */
export const paper = (type: PaperType): PaperSnapshot => ({
  ...{ version: 1, type, number: 'А7-000124', date: '2026-11-25', seller, buyer, lines },
  validUntil: type === 'offer' || type === 'invoice-contract' ? '2026-12-05' : '',
  basis: type === 'offer' ? '' : 'Договор № 45/2026 от 01.11.2026',
  ...{ pricesIncludeVat: true, totals: invoice.totals, inWords: invoice.inWords, note: '' },
  ...{ paymentTerms: '', deliveryTerms: '', warehouse: seller.address, exemption: '', updStatus: '1' },
  paymentQr: type === 'invoice-contract' ? invoice.paymentQr : '',
  purpose: type === 'invoice-contract' ? invoice.purpose : '',
});

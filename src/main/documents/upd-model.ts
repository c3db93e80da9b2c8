import type { PaperSnapshot, Party, SnapshotLine } from '@shared/documents/snapshot';
import { typography } from '@shared/documents/typography';
import { initials } from '@shared/domain/declension';
import { okeiCode } from '@shared/domain/okei';
import { formatLongDate } from '@shared/lib/date-format';
import { printQuotes } from '@shared/lib/nested-quotes';
import { formatQuantity } from '@shared/lib/quantity';
import { amount, vatLabel } from './format';
import type { Column, LinesTable, PageGeometry } from './lines-model';

const NBSP = '\u00a0';

/** A4 on its side with narrow margins: eighteen columns need it. */
export const UPD_PAGE: PageGeometry = { left: 28, right: 24, top: 24, bottom: 30, content: 841.89 - 52 };

/** One numbered line of the form: what it is, what stands in it, its number in brackets. */
export interface UpdField {
  label: string;
  value: string;
  mark: string;
}

/** One side of the transfer at the foot of the form. */
export interface UpdSide {
  title: string;
  position: string;
  signature: string;
  date: UpdField;
  party: string;
  stamp: string;
}

/** An УПД (ФНС letter ММВ-20-3/96@) as ready strings. */
export interface UpdModel {
  title: string;
  author: string;
  status: string;
  legend: string[];
  heading: string;
  correction: string;
  fields: UpdField[];
  table: LinesTable;
  /** Numbers of the columns under their titles. */
  numbers: string[];
  /** «Всего к оплате (9)»: sum without tax, tax, sum with it. */
  totals: { net: string; vat: string; gross: string };
  /** Who signs the счёт-фактура in it; none in status 2. */
  signers: { label: string; name: string }[];
  basis: UpdField[];
  sides: [UpdSide, UpdSide];
  footer: string;
}

const full = (party: Party) => printQuotes(party.fullName || party.name);
const taxNumbers = (party: Party) =>
  [party.inn, party.kind === 'company' ? party.kpp : ''].filter(Boolean).join('/') || '—';
const orDash = (text: string) => (text.trim() === '' ? '—' : text);

/** Kopecks without tax and with it, whichever way prices were written. */
function sums(line: SnapshotLine, pricesIncludeVat: boolean): { net: number; gross: number } {
  return pricesIncludeVat
    ? { net: line.amount - line.vat, gross: line.amount }
    : { net: line.amount, gross: line.amount + line.vat };
}

/** The price of a unit without tax, as the form wants it: from the sum, since the line's price may have tax in it. */
function netPrice(line: SnapshotLine, net: number): string {
  const quantity = Number(line.quantity);
  return quantity > 0 ? amount(Math.round(net / quantity)) : '';
}

const COLUMNS: readonly (readonly [number: string, title: string, width: number, align: Column['align']])[] =
  [
    ['А', '№ п/п', 28, 'center'],
    ['Б', 'Код товара/ работ, услуг', 52, 'left'],
    [
      '1',
      'Наименование товара (описание выполненных работ, оказанных услуг), имущественного права',
      0,
      'left',
    ],
    ['1а', 'Код вида товара', 34, 'center'],
    ['2', 'Код ед. изм.', 28, 'center'],
    ['2а', 'Ед. изм.', 36, 'center'],
    ['3', 'Кол-во (объём)', 48, 'right'],
    ['4', 'Цена (тариф) за ед. без налога', 62, 'right'],
    ['5', 'Стоимость без налога — всего', 70, 'right'],
    ['6', 'В т. ч. сумма акциза', 40, 'center'],
    ['7', 'Налого- вая ставка', 38, 'center'],
    ['8', 'Сумма налога', 62, 'right'],
    ['9', 'Стоимость с налогом — всего', 70, 'right'],
    ['10', 'Код страны', 38, 'center'],
    ['10а', 'Страна проис- хождения', 40, 'center'],
    ['11', 'Рег. номер декла- рации', 44, 'center'],
  ];

function tableOf({ lines, pricesIncludeVat }: PaperSnapshot): LinesTable {
  const fixed = COLUMNS.reduce((sum, [, , width]) => sum + width, 0);
  return {
    columns: COLUMNS.map(([, title, width, align]) => ({
      title,
      align,
      width: width || UPD_PAGE.content - fixed,
    })),
    rows: lines.map((line, at) => {
      const { net, gross } = sums(line, pricesIncludeVat);
      const exempt = line.vatRate === 'none';
      return [
        ...[String(at + 1), line.article, line.name, '—', okeiCode(line.unit) || '—', line.unit],
        ...[formatQuantity(line.quantity), netPrice(line, net), amount(net), 'без акциза'],
        ...[
          exempt ? 'без НДС' : vatLabel(line.vatRate),
          exempt ? 'без НДС' : amount(line.vat),
          amount(gross),
        ],
        ...['—', '—', '—'],
      ];
    }),
  };
}

function sideOf(party: Party, title: string, date: UpdField): UpdSide {
  const own = party.name.replace(/^\s*(?:ИП|Индивидуальный\s+предприниматель)\s+/iu, '');
  return {
    title,
    position:
      party.signatory.position || (party.kind === 'entrepreneur' ? 'Индивидуальный предприниматель' : ''),
    signature: initials(party.signatory.fullName || (party.kind === 'company' ? '' : own)),
    date,
    party: [printQuotes(party.name || party.fullName), `ИНН/КПП ${taxNumbers(party)}`].join(', '),
    stamp: party.kind === 'person' ? '' : 'М. П.',
  };
}

/** Compose the УПД; the snapshot's texts must already be printable. */
export function updModel(snapshot: PaperSnapshot): UpdModel {
  const { seller, buyer, totals } = snapshot;
  const date = formatLongDate(snapshot.date);
  const name = `№${NBSP}${snapshot.number} от${NBSP}${date}`;
  const invoice = snapshot.updStatus === '1';
  const field = (label: string, value: string, mark: string): UpdField => ({
    label,
    value: orDash(value),
    mark,
  });
  const count = snapshot.lines.length;
  return {
    title: `Универсальный передаточный документ ${name}`,
    author: printQuotes(seller.name || seller.fullName),
    status: snapshot.updStatus,
    legend: ['1 — счёт-фактура и передаточный документ (акт)', '2 — передаточный документ (акт)'],
    heading: `Счёт-фактура ${name}`,
    correction: 'Исправление № — от —',
    fields: [
      field('Продавец', full(seller), '(2)'),
      field('Адрес', typography(seller.address), '(2а)'),
      field('ИНН/КПП продавца', taxNumbers(seller), '(2б)'),
      field('Грузоотправитель и его адрес', 'он же', '(3)'),
      field(
        'Грузополучатель и его адрес',
        [full(buyer), typography(buyer.address)].filter(Boolean).join(', '),
        '(4)',
      ),
      field('К платёжно-расчётному документу', '', '(5)'),
      field('Документ об отгрузке', `№ п/п 1${count > 1 ? `–${count}` : ''} ${name}`, '(5а)'),
      field('Покупатель', full(buyer), '(6)'),
      field('Адрес', typography(buyer.address), '(6а)'),
      field('ИНН/КПП покупателя', taxNumbers(buyer), '(6б)'),
      field('Валюта: наименование, код', 'Российский рубль, 643', '(7)'),
      field('Идентификатор государственного контракта, договора (соглашения)', '', '(8)'),
    ],
    table: tableOf(snapshot),
    numbers: COLUMNS.map(([number]) => number),
    totals: {
      net: amount(totals.total - totals.vat),
      vat: totals.vatByRate.length === 0 ? 'без НДС' : amount(totals.vat),
      gross: amount(totals.total),
    },
    signers: invoice
      ? seller.kind === 'company'
        ? [
            {
              label: 'Руководитель организации или иное уполномоченное лицо',
              name: initials(seller.signatory.fullName),
            },
            { label: 'Главный бухгалтер или иное уполномоченное лицо', name: initials(seller.accountant) },
          ]
        : [
            {
              label: 'Индивидуальный предприниматель или иное уполномоченное лицо',
              name: initials(seller.signatory.fullName || seller.name.replace(/^\s*ИП\s+/iu, '')),
            },
          ]
      : [],
    basis: [
      field('Основание передачи (сдачи) / получения (приёмки)', typography(snapshot.basis), '[10]'),
      field('Данные о транспортировке и грузе', typography(snapshot.note.replaceAll('\n', ' ')), '[11]'),
    ],
    sides: [
      sideOf(seller, 'Товар (груз) передал / услуги, результаты работ, права сдал [12]', {
        ...{ label: 'Дата отгрузки, передачи (сдачи)', value: date, mark: '[13]' },
      }),
      sideOf(buyer, 'Товар (груз) получил / услуги, результаты работ, права принял [17]', {
        ...{ label: 'Дата получения (приёмки)', value: '«___» ____________ 20___ г.', mark: '[18]' },
      }),
    ],
    footer: `УПД ${name}`,
  };
}

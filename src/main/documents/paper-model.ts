import { contractRoles, defaultTerms } from '@shared/documents/contract-terms';
import { documentNames } from '@shared/documents/flow';
import type { PaperSnapshot, PaperType, Party } from '@shared/documents/snapshot';
import { typography } from '@shared/documents/typography';
import { initials } from '@shared/domain/declension';
import { formatLongDate } from '@shared/lib/date-format';
import { printQuotes } from '@shared/lib/nested-quotes';
import { sentence } from './contract-text';
import { amount } from './format';
import { type BankModel, bankOf, partyLine, type SheetModel } from './invoice-model';
import { linesTable, totalRows } from './lines-model';

const NBSP = '\u00a0';

/** Who signs a paper: over the line stands the position, behind it the name. */
export interface PaperSide {
  role: string;
  name: string;
  position: string;
  signature: string;
  stamp: string;
}

/** An offer, a счёт-договор, an акт or a накладная as ready strings; docx and pdf only lay it out. */
export interface PaperModel extends SheetModel {
  subject: string;
  /** Bank block of a счёт-договор. */
  bank: BankModel | null;
  /** What is agreed or confirmed. */
  clauses: string[];
  notes: string[];
  sides: PaperSide[];
}

/** The sides as each paper calls them. */
const roles: Readonly<Record<PaperType, readonly [own: string, other: string]>> = {
  offer: ['От кого', 'Кому'],
  'invoice-contract': ['Поставщик (Исполнитель)', 'Покупатель (Заказчик)'],
  act: ['Исполнитель', 'Заказчик'],
  waybill: ['Поставщик', 'Покупатель'],
  upd: ['Продавец', 'Покупатель'],
};
/** What each side confirms with its signature. */
const signing: Readonly<Record<PaperType, readonly string[]>> = {
  offer: ['С уважением'],
  'invoice-contract': ['Поставщик (Исполнитель)', 'Покупатель (Заказчик)'],
  act: ['Исполнитель', 'Заказчик'],
  waybill: ['Отпуск разрешил и произвёл', 'Товар получил'],
  upd: ['Передал', 'Принял'],
};

const titles: Readonly<Record<PaperType, string>> = {
  ...documentNames,
  act: 'Акт',
};

function side(party: Party, role: string): PaperSide {
  const own = party.name.replace(/^\s*(?:ИП|Индивидуальный\s+предприниматель)\s+/iu, '');
  return {
    role,
    name: printQuotes(party.name || party.fullName),
    position:
      party.signatory.position || (party.kind === 'entrepreneur' ? 'Индивидуальный предприниматель' : ''),
    signature: initials(party.signatory.fullName || (party.kind === 'company' ? '' : own)),
    stamp: party.kind === 'person' ? '' : 'М. П. (при наличии)',
  };
}

function clauses(snapshot: PaperSnapshot): string[] {
  const exemption = snapshot.exemption === '' ? [] : [sentence(snapshot.exemption)];
  const own = [snapshot.paymentTerms, snapshot.deliveryTerms].flatMap((text) =>
    text.split('\n').map(sentence),
  );
  const terms = own.filter(Boolean);
  switch (snapshot.type) {
    case 'offer':
      return [
        ...exemption,
        ...terms,
        'Настоящее предложение носит информационный характер и не является офертой (статья 437 Гражданского кодекса Российской Федерации).',
      ];
    case 'act':
      return [
        ...exemption,
        'Вышеперечисленные работы (услуги) выполнены полностью и в срок. Заказчик претензий по объёму, качеству и срокам выполнения работ (оказания услуг) не имеет.',
      ];
    case 'waybill':
    case 'upd':
      return exemption;
    case 'invoice-contract':
      return [...exemption, ...agreement(snapshot)];
  }
}

/** The terms of a счёт-договор: an offer that is accepted by paying it (ГК 432, 435, 438). */
function agreement(snapshot: PaperSnapshot): string[] {
  const usual = defaultTerms('supply', snapshot.warehouse);
  const { supplier, customer } = contractRoles.supply;
  const until =
    snapshot.validUntil === ''
      ? ''
      : ` Срок для акцепта — до ${formatLongDate(snapshot.validUntil)} включительно.`;
  const given = (text: string, otherwise: string) =>
    text === '' ? [otherwise] : text.split('\n').map(sentence).filter(Boolean);
  return [
    `Настоящий счёт-договор является офертой. Договор считается заключённым с момента оплаты счёта либо его подписания Сторонами.${until}`,
    `${supplier.nominative} обязуется передать товар (оказать услуги), указанный в таблице, а ${customer.nominative} — принять и оплатить его.`,
    ...given(
      snapshot.paymentTerms,
      'Оплата производится в размере 100 % до передачи товара (оказания услуг), если Стороны не согласовали иное.',
    ),
    ...given(snapshot.deliveryTerms, usual.deliveryTerms),
    'За нарушение сроков передачи и оплаты виновная Сторона уплачивает неустойку 0,1 % соответствующей суммы за каждый день просрочки, но не более 10 % этой суммы.',
    'Претензия рассматривается в течение 30 (тридцати) календарных дней со дня её получения. Неурегулированный спор передаётся в арбитражный суд по месту нахождения ответчика.',
  ];
}

/** Compose the paper; the snapshot's texts must already be printable. An УПД has a model of its own. */
export function paperModel(snapshot: PaperSnapshot): PaperModel {
  const { seller, buyer, totals, lines, pricesIncludeVat, type } = snapshot;
  const name = `№${NBSP}${snapshot.number} от${NBSP}${formatLongDate(snapshot.date)}`;
  const [ownRole, otherRole] = roles[type];
  const sides = [seller, buyer]
    .slice(0, signing[type].length)
    .map((party, at) => side(party, signing[type][at] ?? ''));
  const expires = type === 'offer' ? 'Предложение действительно' : 'Внимание! Счёт-договор действителен';
  return {
    title: `${titles[type]} ${name}`,
    author: printQuotes(seller.name || seller.fullName),
    subject: titles[type],
    warning: snapshot.validUntil === '' ? '' : `${expires} до${NBSP}${formatLongDate(snapshot.validUntil)}`,
    bank: type === 'invoice-contract' ? bankOf(seller) : null,
    parties: [
      { label: `${ownRole}:`, text: partyLine(seller) },
      { label: `${otherRole}:`, text: partyLine(buyer) },
      ...(snapshot.basis === '' ? [] : [{ label: 'Основание:', text: typography(snapshot.basis) }]),
    ],
    table: linesTable(lines, pricesIncludeVat),
    totals: totalRows(totals, pricesIncludeVat).map((row) =>
      row.bold && type !== 'invoice-contract' ? { ...row, label: 'Всего:' } : row,
    ),
    summary: `Всего наименований ${lines.length}, на сумму ${amount(totals.total)}${NBSP}руб.`,
    inWords: snapshot.inWords,
    clauses: clauses(snapshot).map(typography),
    notes: snapshot.note
      .split('\n')
      .map(typography)
      .filter((line) => line.trim() !== ''),
    sides,
    footer: `${titles[type]} ${name}`,
  };
}

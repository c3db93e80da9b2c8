import type { Document, Paragraph, Table } from 'docx';
import { UPD_PAGE, type UpdField, type UpdModel, type UpdSide } from '../upd-model';
import { cell, documentOf, LINED, linesTableDocx, paragraph, row, table, UNLINED, WRITING_LINE } from './kit';

const SIZE = 7;
const LEFT = 96;
const MARK = 26;
const text = (value: string, more: Parameters<typeof paragraph>[1] = {}): Paragraph =>
  paragraph(value, { size: SIZE, ...more });

/** «Продавец: … (2)» and the lines below it. */
function fieldsTable(fields: readonly UpdField[], width: number, labelWidth: number): Table {
  const widths = [labelWidth, width - labelWidth - MARK, MARK] as const;
  return table(
    widths,
    fields.map((field) =>
      row([
        cell(widths[0], [text(field.label, { keepNext: true })]),
        cell(widths[1], [text(field.value, { keepNext: true })], { borders: WRITING_LINE }),
        cell(widths[2], [text(field.mark, { align: 'right', keepNext: true })]),
      ]),
    ),
    UNLINED,
    1,
  );
}

function headTable(model: UpdModel): Table {
  const right = UPD_PAGE.content - LEFT;
  return table(
    [LEFT, right],
    [
      row(
        [
          cell(LEFT, [
            text('Универсальный передаточный документ', { bold: true, size: 8, after: 6 }),
            text(`Статус: ${model.status}`, { bold: true, size: 9, after: 6 }),
            ...model.legend.map((line) => text(line, { size: 5.5, after: 2 })),
          ]),
          cell(right, [
            text(
              'Приложение № 1 к постановлению Правительства Российской Федерации от 26.12.2011 № 1137 (в действующей редакции)',
              { size: 5.5, align: 'right' },
            ),
            text(`${model.heading}   (1)`, { bold: true, size: 9 }),
            text(`${model.correction}   (1а)`, { after: 3 }),
            fieldsTable(model.fields, right - 8, 150),
            text(''),
          ]),
        ],
        { whole: false },
      ),
    ],
    UNLINED,
    2,
  );
}

function totalTable(model: UpdModel): Table {
  const widths = model.table.columns.map((column) => column.width);
  const sum = (from: number, to: number) => widths.slice(from, to).reduce((all, width) => all + width, 0);
  const value = (width: number, content: string, align: 'right' | 'center' = 'right') =>
    cell(width, [text(content, { bold: true, align, size: 6.5, keepNext: true })]);
  const parts = [sum(0, 8), sum(8, 9), sum(9, 11), sum(11, 12), sum(12, 13), sum(13, 16)];
  const texts = ['Всего к оплате (9)', model.totals.net, 'Х', model.totals.vat, model.totals.gross, ''];
  return table(
    parts,
    [row(parts.map((width, at) => value(width, texts[at] ?? '', at === 2 ? 'center' : 'right')))],
    LINED,
    2,
  );
}

function sideCell(side: UpdSide, width: number): (Paragraph | Table)[] {
  return [
    text(side.title, { bold: true, keepNext: true }),
    text(`${side.position || '_'.repeat(22)}   ${'_'.repeat(18)}   ${side.signature || '_'.repeat(22)}`, {
      before: 8,
      keepNext: true,
    }),
    text('(должность, подпись, ф. и. о.)', { size: 5.5, color: '444444', after: 2, keepNext: true }),
    fieldsTable([side.date], width - 10, 120),
    text('Ответственный за правильность оформления факта хозяйственной жизни', { before: 4, keepNext: true }),
    text(`${'_'.repeat(22)}   ${'_'.repeat(18)}   ${'_'.repeat(22)}`, { before: 6, keepNext: true }),
    text('Наименование экономического субъекта — составителя документа', { before: 4, keepNext: true }),
    text(side.party, { bold: true, keepNext: true }),
    text(side.stamp, { color: '444444' }),
  ];
}

/** Lay an УПД out for a word processor, on A4 on its side. */
export function updDocx(model: UpdModel): Document {
  const half = UPD_PAGE.content / 2;
  const signers = model.signers.map(({ label, name }) =>
    text(`${label}: ${'_'.repeat(18)}  ${name || '_'.repeat(18)}`, { before: 5, keepNext: true }),
  );
  return documentOf({
    title: model.title,
    author: model.author,
    subject: 'Универсальный передаточный документ',
    footer: model.footer,
    font: 'Arial',
    fontSize: SIZE,
    page: UPD_PAGE,
    landscape: true,
    sections: [
      [
        headTable(model),
        linesTableDocx(model.table, { size: 6.5, numbers: model.numbers }),
        totalTable(model),
        ...signers,
        text('', { size: 3, keepNext: true }),
        fieldsTable(model.basis, UPD_PAGE.content, 190),
        text('', { size: 3, keepNext: true }),
        table([half, half], [row(model.sides.map((side) => cell(half, sideCell(side, half))))], UNLINED, 2),
      ],
    ],
  });
}

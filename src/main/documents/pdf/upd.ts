import type { Column, Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces';
import { UPD_PAGE, type UpdField, type UpdModel, type UpdSide } from '../upd-model';
import { bare, bordered, closingContent, documentBase, innerWidths, linesContent, type Placing } from './kit';

const open = [false, false, false, false] as [boolean, boolean, boolean, boolean];
const underline = [false, false, false, true] as [boolean, boolean, boolean, boolean];
const LEFT = 96;
const MARK = 26;

const fieldRow =
  (width: number) =>
  (field: UpdField): TableCell[] => [
    { text: field.label, border: open },
    { text: field.value, border: underline },
    { text: field.mark, border: open, alignment: 'right', noWrap: width > 0 },
  ];

/** «Продавец: … (2)» and the lines below it. */
function fieldsContent(fields: readonly UpdField[], width: number, labelWidth: number): Content {
  return {
    table: { widths: [labelWidth, width - labelWidth - MARK - 14, MARK], body: fields.map(fieldRow(width)) },
    layout: {
      ...bare,
      hLineWidth: () => 0.5,
      vLineWidth: () => 0,
      paddingTop: () => 0.6,
      paddingBottom: () => 0.4,
    },
  };
}

/** The frame at the left: what the paper is, and its status in a box. */
function statusContent(model: UpdModel): Column {
  return {
    width: LEFT,
    stack: [
      { text: 'Универсальный передаточный документ', bold: true, fontSize: 8, margin: [0, 0, 0, 8] },
      {
        columns: [
          { text: 'Статус:', width: 38, margin: [0, 3, 0, 0] },
          {
            width: 24,
            table: {
              widths: [14],
              body: [[{ text: model.status, alignment: 'center', bold: true, fontSize: 9 }]],
            },
            layout: bordered,
          },
        ],
        margin: [0, 0, 0, 6],
      },
      ...model.legend.map((text): Content => ({ text, fontSize: 5.5, margin: [0, 0, 0, 2] })),
    ],
  };
}

/** Lines with the numbers of the columns under their titles, and «Всего к оплате (9)». */
function tableContent(model: UpdModel, broken: boolean): Content[] {
  const parts = linesContent(model.table, broken, { fontSize: 6.5, numbers: model.numbers });
  const widths = innerWidths(model.table.columns.map((column) => column.width));
  const cell = (text: string, more: object = {}): TableCell => ({ text, ...more });
  const total: TableCell[] = [
    cell('Всего к оплате (9)', { colSpan: 8, bold: true, alignment: 'right' }),
    ...Array.from({ length: 7 }, (): TableCell => ({})),
    cell(model.totals.net, { alignment: 'right', bold: true }),
    cell('Х', { colSpan: 2, alignment: 'center' }),
    {},
    cell(model.totals.vat, { alignment: 'right', bold: true }),
    cell(model.totals.gross, { alignment: 'right', bold: true }),
    cell('', { colSpan: 3, border: open }),
    {},
    {},
  ];
  return [
    ...parts,
    { table: { widths, body: [total] }, layout: bordered, fontSize: 6.5, margin: [0, -0.7, 0, 4] },
  ];
}

function signers(model: UpdModel): Content {
  return {
    columns: model.signers.map(
      (signer): Column => ({
        width: '*',
        columns: [
          { text: signer.label, width: 110 },
          { text: `${'_'.repeat(18)}  ${signer.name || '_'.repeat(18)}`, width: '*', margin: [0, 6, 0, 0] },
        ],
        columnGap: 4,
      }),
    ),
    columnGap: 16,
    margin: [0, 2, 0, 4],
  };
}

function sideContent(side: UpdSide, width: number): Column {
  return {
    width,
    stack: [
      { text: side.title, bold: true },
      {
        text: `${side.position || '_'.repeat(22)}   ${'_'.repeat(18)}   ${side.signature || '_'.repeat(22)}`,
        margin: [0, 9, 0, 0],
      },
      { text: '(должность, подпись, ф. и. о.)', fontSize: 5.5, color: '#444444', margin: [0, 0, 0, 3] },
      fieldsContent([side.date], width, 120),
      { text: 'Ответственный за правильность оформления факта хозяйственной жизни', margin: [0, 5, 0, 0] },
      { text: `${'_'.repeat(22)}   ${'_'.repeat(18)}   ${'_'.repeat(22)}`, margin: [0, 7, 0, 0] },
      { text: 'Наименование экономического субъекта — составителя документа', margin: [0, 5, 0, 0] },
      { text: side.party, bold: true, margin: [0, 1, 0, 3] },
      { text: side.stamp, color: '#444444' },
    ],
  };
}

/** Lay an УПД out on A4 on its side. */
export function updPdf(model: UpdModel, place: Placing, broken: boolean): TDocumentDefinitions {
  const right = UPD_PAGE.content - LEFT - 10;
  const column = (UPD_PAGE.content - 20) / 2;
  return documentBase({
    title: model.title,
    author: model.author,
    subject: 'Универсальный передаточный документ',
    footer: model.footer,
    fontSize: 7,
    everyPage: false,
    placing: place,
    page: UPD_PAGE,
    landscape: true,
    content: [
      {
        columns: [
          statusContent(model),
          {
            width: right,
            stack: [
              {
                columns: [
                  {
                    width: '*',
                    stack: [
                      { text: `${model.heading}   (1)`, bold: true, fontSize: 9 },
                      { text: `${model.correction}   (1а)`, margin: [0, 1, 0, 4] },
                    ],
                  },
                  {
                    width: 190,
                    text: 'Приложение № 1 к постановлению Правительства Российской Федерации от 26.12.2011 № 1137 (в действующей редакции)',
                    fontSize: 5.5,
                    alignment: 'right',
                  },
                ],
              },
              fieldsContent(model.fields, right, 150),
            ],
          },
        ],
        columnGap: 10,
        margin: [0, 0, 0, 5],
      },
      ...tableContent(model, broken),
      closingContent(
        [
          ...(model.signers.length === 0 ? [] : [signers(model)]),
          fieldsContent(model.basis, UPD_PAGE.content, 190),
          {
            columns: model.sides.map((side) => sideContent(side, column)),
            columnGap: 20,
            margin: [0, 6, 0, 0],
          },
        ],
        true,
      ),
    ],
  });
}

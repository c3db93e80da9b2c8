import { AlignmentType, type Document, LevelFormat, type Paragraph, type Table } from 'docx';
import type { ContractModel, Side } from '../contract-model';
import { LETTER_PAGE } from '../lines-model';
import { cell, documentOf, linesTableDocx, paragraph, row, table, totalsDocx, UNLINED } from './kit';

const CLAUSES = 'clauses';

/** Word's own numbering, so that a clause added by hand renumbers the rest. */
const numbering = {
  config: [
    {
      reference: CLAUSES,
      levels: [
        {
          level: 0,
          format: LevelFormat.DECIMAL,
          text: '%1.',
          alignment: AlignmentType.CENTER,
          suffix: 'space' as const,
          style: { paragraph: { indent: { left: 0, firstLine: 0 } }, run: { bold: true } },
        },
        {
          level: 1,
          format: LevelFormat.DECIMAL,
          text: '%1.%2.',
          alignment: AlignmentType.LEFT,
          suffix: 'space' as const,
          style: { paragraph: { indent: { left: 0, firstLine: 0 } }, run: { bold: false } },
        },
      ],
    },
  ],
};

const heading = (text: string): Paragraph =>
  paragraph(
    text,
    { bold: true, align: 'center', before: 10, after: 4, keepNext: true },
    { numbering: { reference: CLAUSES, level: 0 }, outlineLevel: 0 },
  );

const clause = (text: string): Paragraph =>
  paragraph(text, { align: 'both', after: 3 }, { numbering: { reference: CLAUSES, level: 1 } });

const HALF = LETTER_PAGE.content / 2;

function requisites(side: Side): Paragraph[] {
  return [
    paragraph(`${side.role}:`, { size: 11, bold: true, after: 2, keepNext: true }),
    paragraph(side.name, { size: 11, bold: true, after: 3, keepNext: true }),
    ...side.requisites.map((text) => paragraph(text, { size: 11, after: 1.5, keepNext: true })),
  ];
}

const parties = (side: Side): Paragraph[] => [
  paragraph(`${side.role}:`, { size: 11, bold: true, keepNext: true }),
  paragraph(side.name, { size: 11, before: 2, keepNext: true }),
];

const signature = (side: Side): Paragraph[] => [
  paragraph(side.position, { size: 11, before: 8, after: 14, keepNext: true }),
  paragraph(`${'_'.repeat(16)} / ${side.signature || '_'.repeat(16)} /`, { size: 11, keepNext: true }),
  paragraph(side.stamp, { size: 8, color: '444444', before: 4 }),
];

function sidesTable([one, two]: ContractModel['sides'], top: (side: Side) => Paragraph[]): Table {
  const whole = [one, two].every((side) => side.name.length < 1200);
  const pair = (make: (side: Side) => Paragraph[]) =>
    row([cell(HALF, make(one)), cell(HALF, make(two))], { whole });
  return table([HALF, HALF], [pair(top), pair(signature)], UNLINED, 4);
}

/** Lay a contract out for a word processor: numbered clauses, requisites side by side, the specification apart. */
export function contractDocx(model: ContractModel): Document {
  const { specification } = model;
  const place = table(
    [HALF, HALF],
    [
      row([
        cell(HALF, [paragraph(model.city, { after: 8 })]),
        cell(HALF, [paragraph(model.date, { align: 'right', after: 8 })]),
      ]),
    ],
    UNLINED,
    0,
  );
  const main = [
    paragraph(model.heading, { bold: true, size: 14, align: 'center', after: 10 }),
    place,
    paragraph(model.preamble, { align: 'both', after: 4 }),
    ...model.sections.flatMap((section) => [heading(section.title), ...section.clauses.map(clause)]),
    heading(model.requisitesTitle),
    sidesTable(model.sides, requisites),
  ];
  const annex =
    specification === null
      ? []
      : [
          [
            paragraph(specification.heading, { align: 'right', after: 10 }),
            paragraph(specification.title, { bold: true, size: 13, align: 'center', after: 8 }),
            linesTableDocx(specification.table),
            paragraph('', { size: 3, keepNext: true }),
            totalsDocx(specification.totals, LETTER_PAGE),
            paragraph(specification.summary, { before: 4, after: 14, keepNext: true }),
            sidesTable(model.sides, parties),
          ],
        ];
  return documentOf({
    title: model.title,
    author: model.author,
    subject: 'Договор',
    footer: model.footer,
    font: 'Times New Roman',
    fontSize: 12,
    page: LETTER_PAGE,
    numbering,
    sections: [main, ...annex],
  });
}

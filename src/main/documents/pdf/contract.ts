import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces';
import type { ContractModel, Side } from '../contract-model';
import type { Section } from '../contract-text';
import { LETTER_PAGE } from '../lines-model';
import { bare, closingContent, documentBase, linesContent, type Placing, totalsContent } from './kit';

const heading = (text: string): Content => ({
  text,
  bold: true,
  alignment: 'center',
  margin: [0, 10, 0, 4],
  headlineLevel: 1,
});

/**
 * Justified text in runs: pdfmake stretches every place where a line may break, so a word with a hyphen is kept in
 * one piece lest it be printed as «счёт- фактура».
 */
function justified(text: string): Content[] {
  return text
    .split(/([^\s-]{1,30}-[^\s]{1,30}\s?)/u)
    .filter((run) => run !== '')
    .map((run) => (isWord(run) ? { text: run, noWrap: true } : { text: run }));
}

const isWord = (run: string) => run.length <= 62 && /^\S+-\S+\s?$/u.test(run);

const clause = (number: string, text: string): Content => ({
  text: justified(`${number}\u2002${text}`),
  alignment: 'justify',
  margin: [0, 0, 0, 3],
});

function sectionContent(section: Section, at: number): Content[] {
  const [first = '', ...rest] = section.clauses;
  const title = heading(`${at + 1}. ${section.title}`);
  const opening = clause(`${at + 1}.1.`, first);
  // The title stays with its first clause, unless somebody wrote pages into that clause.
  return [
    first.length < 1500 ? { unbreakable: true, stack: [title, opening] } : { stack: [title, opening] },
    ...rest.map((text, next) => clause(`${at + 1}.${next + 2}.`, text)),
  ];
}

const half = (LETTER_PAGE.content - 18) / 2;

function grid(cells: [Content[], Content[]][], unbreakable: boolean): Content {
  return {
    unbreakable,
    fontSize: 11,
    table: {
      widths: [half, half],
      body: cells.map((row): TableCell[] => row.map((stack) => ({ stack }))),
    },
    layout: { ...bare, paddingRight: (column: number) => (column === 0 ? 18 : 0) },
  };
}

function requisites(side: Side): Content[] {
  return [
    { text: `${side.role}:`, bold: true, margin: [0, 0, 0, 2] },
    { text: side.name, bold: true, margin: [0, 0, 0, 3] },
    ...side.requisites.map((text): Content => ({ text, margin: [0, 0, 0, 1.5] })),
  ];
}

function signature(side: Side): Content[] {
  return [
    { text: side.position || ' ', margin: [0, 8, 0, 14] },
    { text: `${'_'.repeat(16)} / ${side.signature || '_'.repeat(16)} /`, noWrap: side.signature.length < 24 },
    { text: side.stamp || ' ', fontSize: 8, color: '#444444', margin: [0, 4, 0, 0] },
  ];
}

function sidesContent(sides: ContractModel['sides'], withRequisites: boolean): Content {
  const [one, two] = sides;
  const signing: [Content[], Content[]] = [signature(one), signature(two)];
  if (!withRequisites) {
    const role = (side: Side): Content[] => [
      { text: `${side.role}:`, bold: true },
      { text: side.name, margin: [0, 2, 0, 0] },
    ];
    return grid([[role(one), role(two)], signing], true);
  }
  return grid([[requisites(one), requisites(two)], signing], false);
}

/** Lay a contract out: title, place and date, preamble, sections, requisites, the specification on its own page. */
export function contractPdf(model: ContractModel, place: Placing, broken: boolean): TDocumentDefinitions {
  const { specification } = model;
  const annex: Content[] =
    specification === null
      ? []
      : [
          { text: specification.heading, alignment: 'right', pageBreak: 'before', margin: [0, 0, 0, 10] },
          { text: specification.title, bold: true, fontSize: 13, alignment: 'center', margin: [0, 0, 0, 8] },
          ...linesContent(specification.table, broken),
          closingContent(
            [
              totalsContent(specification.totals, LETTER_PAGE),
              { text: specification.summary, margin: [0, 0, 0, 14] },
              sidesContent(model.sides, false),
            ],
            true,
          ),
        ];
  return documentBase({
    title: model.title,
    author: model.author,
    subject: 'Договор',
    footer: model.footer,
    fontSize: 12,
    font: 'Serif',
    page: LETTER_PAGE,
    placing: place,
    everyPage: true,
    content: [
      { text: model.heading, bold: true, fontSize: 14, alignment: 'center', margin: [0, 0, 0, 10] },
      {
        columns: [{ text: model.city }, { text: model.date, alignment: 'right' }],
        margin: [0, 0, 0, 10],
      },
      { text: justified(model.preamble), alignment: 'justify', margin: [0, 0, 0, 4] },
      ...model.sections.flatMap(sectionContent),
      {
        unbreakable: model.sides.every((side) => [side.name, ...side.requisites].join('').length < 1500),
        stack: [
          heading(`${model.sections.length + 1}. ${model.requisitesTitle}`),
          sidesContent(model.sides, true),
        ],
      },
      ...annex,
    ],
  });
}

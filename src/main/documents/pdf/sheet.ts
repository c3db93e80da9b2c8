import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import type { SheetModel } from '../invoice-model';
import { PAGE } from '../lines-model';
import {
  bare,
  closingContent,
  documentBase,
  linesContent,
  type Placing,
  rule,
  THICK,
  totalsContent,
} from './kit';

/** What one form has beside what all have. */
interface SheetParts {
  readonly subject: string;
  /** The block of bank and payee above the title, if any. */
  readonly payee?: Content;
  /** What stands below the sum, a paragraph each. */
  readonly texts: readonly { readonly text: string; readonly fontSize?: number }[];
  /** The line below the texts, and who signs. */
  readonly signatures: readonly Content[];
  /** Whether all that stands below the lines fits on one page and is kept together. */
  readonly isTogether: boolean;
  readonly place: Placing;
  readonly broken: boolean;
}

/** Lays a form of 1С out: payee, title, parties, lines, sums, texts and signatures. */
export function sheetPdf(model: SheetModel, parts: SheetParts): TDocumentDefinitions {
  const { payee } = parts;
  return documentBase({
    title: model.title,
    author: model.author,
    subject: parts.subject,
    footer: model.footer,
    fontSize: 9,
    everyPage: false,
    placing: parts.place,
    content: [
      model.warning === ''
        ? ''
        : { text: model.warning, fontSize: 8, alignment: 'center', margin: [0, 0, 0, 6] },
      ...(payee === undefined ? [] : [payee]),
      { text: model.title, bold: true, fontSize: 14, margin: [0, payee === undefined ? 4 : 12, 0, 5] },
      rule(THICK, [0, 0, 0, 6]),
      partiesContent(model.parties),
      ...linesContent(model.table, parts.broken),
      closingContent(
        [
          totalsContent(model.totals),
          { text: model.summary },
          { text: model.inWords, bold: true, margin: [0, 1, 0, 6] },
          ...parts.texts.map((text): Content => ({ ...text, margin: [0, 0, 0, 3] })),
          ...parts.signatures,
        ],
        parts.isTogether,
      ),
    ],
  });
}

function partiesContent(parties: SheetModel['parties']): Content {
  return {
    table: {
      widths: [84, PAGE.content - 84 - 8],
      body: parties.map((party) => [{ text: party.label }, { text: party.text, bold: true }]),
    },
    layout: { ...bare, paddingTop: () => 2.5, paddingBottom: () => 2.5 },
    margin: [0, 0, 0, 7],
  };
}

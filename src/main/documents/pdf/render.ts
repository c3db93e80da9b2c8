import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DocumentSnapshot } from '@shared/documents/snapshot';
import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import { contractModel } from '../contract-model';
import { fontCoverage } from '../font-coverage';
import { invoiceModel } from '../invoice-model';
import { paperModel } from '../paper-model';
import { breakable, type Coverage, mapTexts, printable, withinFont } from '../printable';
import { paymentQr } from '../qr';
import { updModel } from '../upd-model';
import { contractPdf } from './contract';
import { invoicePdf } from './invoice';
import { type Placing, placing } from './kit';
import { paperPdf } from './paper';
import { updPdf } from './upd';

const coverages = new Map<string, Coverage>();

function coverageOf(file: string): Coverage {
  const known = coverages.get(file);
  if (known !== undefined) return known;
  const read = fontCoverage(readFileSync(file));
  coverages.set(file, read);
  return read;
}

/** A layout of the snapshot; `broken`: its last lines begin a new page. */
type Layout = (place: Placing, broken: boolean) => TDocumentDefinitions;

async function prepare(snapshot: DocumentSnapshot, has: Coverage): Promise<Layout> {
  const clean = mapTexts(snapshot, (text) => breakable(withinFont(printable(text), has)));
  if (clean.type === 'contract') {
    const model = contractModel(clean);
    return (place, broken) => contractPdf(model, place, broken);
  }
  // The code is for machines: its text is taken as it was frozen.
  const qr = 'paymentQr' in snapshot ? await paymentQr(snapshot.paymentQr) : null;
  if (clean.type === 'upd') {
    const model = updModel(clean);
    return (place, broken) => updPdf(model, place, broken);
  }
  if (clean.type !== 'invoice') {
    const model = paperModel(clean);
    return (place, broken) => paperPdf(model, qr, place, broken);
  }
  const model = invoiceModel(clean);
  return (place, broken) => invoicePdf(model, qr, place, broken);
}

/**
 * Render a snapshot to PDF with the fonts of `resources/fonts` embedded. Nothing outside that folder is read and
 * nothing is fetched.
 */
export async function renderPdf(snapshot: DocumentSnapshot, resources: string): Promise<Uint8Array> {
  const folder = resolve(resources, 'fonts');
  const file = (name: string) => join(folder, `${name}.ttf`);
  const [normal, bold] = [file('Roboto-Regular'), file('Roboto-Medium')];
  const [serif, serifBold] = [file('LiberationSerif-Regular'), file('LiberationSerif-Bold')];
  const files = [normal, bold, serif, serifBold];
  const { default: pdfmake } = await import('pdfmake');
  pdfmake.setFonts({
    Roboto: { normal, bold, italics: normal, bolditalics: bold },
    // Metrics of Times New Roman, which the docx names: both formats break lines and pages alike.
    Serif: { normal: serif, bold: serifBold, italics: serif, bolditalics: serifBold },
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => files.includes(path));
  const has = coverageOf(snapshot.type === 'contract' ? serif : normal);
  const layout = await prepare(snapshot, has);
  const first = placing();
  let buffer = await pdfmake.createPdf(layout(first, false)).getBuffer();
  // Totals that would stand on a page alone take the last lines along.
  if (first.closingAlone()) buffer = await pdfmake.createPdf(layout(placing(), true)).getBuffer();
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).slice();
}

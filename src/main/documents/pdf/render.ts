import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DocumentSnapshot } from '@shared/documents/snapshot';
import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import { contractModel } from '../contract-model';
import { fontCoverage } from '../font-coverage';
import { invoiceModel } from '../invoice-model';
import { breakable, type Coverage, mapTexts, printable, withinFont } from '../printable';
import { paymentQr } from '../qr';
import { contractPdf } from './contract';
import { invoicePdf } from './invoice';

const coverages = new Map<string, Coverage>();

function coverageOf(file: string): Coverage {
  const known = coverages.get(file);
  if (known !== undefined) return known;
  const read = fontCoverage(readFileSync(file));
  coverages.set(file, read);
  return read;
}

async function define(snapshot: DocumentSnapshot, has: Coverage): Promise<TDocumentDefinitions> {
  const clean = mapTexts(snapshot, (text) => breakable(withinFont(printable(text), has)));
  if (clean.type === 'contract') return contractPdf(contractModel(clean));
  // The code is for machines: its text is taken as it was frozen.
  const qr = snapshot.type === 'invoice' ? await paymentQr(snapshot.paymentQr) : null;
  return invoicePdf(invoiceModel(clean), qr);
}

/**
 * Render a snapshot to PDF with the fonts of `resources/fonts` embedded. Nothing outside that folder is read and
 * nothing is fetched.
 */
export async function renderPdf(snapshot: DocumentSnapshot, resources: string): Promise<Uint8Array> {
  const folder = resolve(resources, 'fonts');
  const normal = join(folder, 'Roboto-Regular.ttf');
  const bold = join(folder, 'Roboto-Medium.ttf');
  const { default: pdfmake } = await import('pdfmake');
  pdfmake.setFonts({ Roboto: { normal, bold, italics: normal, bolditalics: bold } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path === normal || path === bold);
  const definition = await define(snapshot, coverageOf(normal));
  const buffer = await pdfmake.createPdf(definition).getBuffer();
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).slice();
}

import type { DocumentSnapshot } from '@shared/documents/snapshot';
import { type Document, Packer } from 'docx';
import { contractModel } from '../contract-model';
import { invoiceModel } from '../invoice-model';
import { paperModel } from '../paper-model';
import { mapTexts, printable } from '../printable';
import { paymentQr } from '../qr';
import { updModel } from '../upd-model';
import { contractDocx } from './contract';
import { invoiceDocx } from './invoice';
import { paperDocx } from './paper';
import { updDocx } from './upd';

/** `snapshot` beside its cleaned copy: a code is for machines, its text is taken as it was frozen. */
async function compose(clean: DocumentSnapshot, snapshot: DocumentSnapshot): Promise<Document> {
  if (clean.type === 'contract') return contractDocx(contractModel(clean));
  if (clean.type === 'upd') return updDocx(updModel(clean));
  const qr = 'paymentQr' in snapshot ? await paymentQr(snapshot.paymentQr) : null;
  return clean.type === 'invoice' ? invoiceDocx(invoiceModel(clean), qr) : paperDocx(paperModel(clean), qr);
}

/** Render a snapshot to Office Open XML; letters our own font lacks are left to the word processor's fonts. */
export async function renderDocx(snapshot: DocumentSnapshot): Promise<Uint8Array> {
  const clean = mapTexts(snapshot, printable);
  const document = await compose(clean, snapshot);
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

import type { DocumentSnapshot } from '@shared/documents/snapshot';
import { Packer } from 'docx';
import { contractModel } from '../contract-model';
import { invoiceModel } from '../invoice-model';
import { mapTexts, printable } from '../printable';
import { paymentQr } from '../qr';
import { contractDocx } from './contract';
import { invoiceDocx } from './invoice';

/** Render a snapshot to Office Open XML; letters our own font lacks are left to the word processor's fonts. */
export async function renderDocx(snapshot: DocumentSnapshot): Promise<Uint8Array> {
  const clean = mapTexts(snapshot, printable);
  const document =
    clean.type === 'contract'
      ? contractDocx(contractModel(clean))
      : invoiceDocx(
          invoiceModel(clean),
          // The code is for machines: its text is taken as it was frozen.
          snapshot.type === 'invoice' ? await paymentQr(snapshot.paymentQr) : null,
        );
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

import { encodePaymentQr } from '@shared/domain/payment-qr/payment-qr';
import QRCode, { type QRCodeSegment } from 'qrcode';

/** The printed code: its picture with the quiet zone, and the side of both together in points. */
export interface QrPicture {
  readonly png: Uint8Array;
  readonly side: number;
}

const POINTS_A_MM = 72 / 25.4;
/** Usual printed side with the quiet zone, in mm, of which the symbol is at least 30. */
const SIDE_MM = 38;
/** What a scanner of a bank's counter still tells apart, in mm. */
const MODULE_MM = 0.4;
const QUIET_ZONE = 4;

/**
 * Picture of a payment QR (ГОСТ Р 56042-2014): byte mode in the encoding its text names, error correction M, quiet zone of four modules, no module
 * smaller than 0.4 mm: a long text makes the code larger, not finer.
 * Null when there is no text or it does not fit the largest symbol; the document is then printed without it.
 */
export async function paymentQr(text: string): Promise<QrPicture | null> {
  if (text === '') return null;
  // The seventh character names the encoding: 1 is windows-1251, 2 is UTF-8.
  const encoding = text.startsWith('ST00011') ? 'windows-1251' : 'utf-8';
  try {
    const segments: QRCodeSegment[] = [{ data: encodePaymentQr(text, encoding), mode: 'byte' }];
    const { modules } = QRCode.create(segments, { errorCorrectionLevel: 'M' });
    const side = Math.max(SIDE_MM, (modules.size + 2 * QUIET_ZONE) * MODULE_MM) * POINTS_A_MM;
    const png = await QRCode.toBuffer(segments, {
      errorCorrectionLevel: 'M',
      margin: QUIET_ZONE,
      scale: 8,
      type: 'png',
    });
    return { png: new Uint8Array(png), side };
  } catch {
    return null;
  }
}

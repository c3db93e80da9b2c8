import { encodePaymentQr } from '@shared/domain/payment-qr/payment-qr';
import QRCode, { type QRCodeSegment } from 'qrcode';

/** Printed side of the payment QR with its quiet zone, in points: 38 mm, of which the symbol is at least 30. */
export const QR_SIDE = 107.7;

/**
 * Picture of a payment QR (ГОСТ Р 56042-2014): byte mode in the encoding its text names, error correction M, quiet zone of four modules.
 * Null when there is no text or it does not fit the largest symbol; the document is then printed without it.
 */
export async function paymentQr(text: string): Promise<Uint8Array | null> {
  if (text === '') return null;
  // The seventh character names the encoding: 1 is windows-1251, 2 is UTF-8.
  const encoding = text.startsWith('ST00011') ? 'windows-1251' : 'utf-8';
  try {
    const segments: QRCodeSegment[] = [{ data: encodePaymentQr(text, encoding), mode: 'byte' }];
    const png = await QRCode.toBuffer(segments, {
      errorCorrectionLevel: 'M',
      margin: 4,
      scale: 8,
      type: 'png',
    });
    return new Uint8Array(png);
  } catch {
    return null;
  }
}

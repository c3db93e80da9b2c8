import QRCode, { type QRCodeSegment } from 'qrcode';

/** Printed side of the payment QR with its quiet zone, in points: 38 mm, of which the symbol is at least 30. */
export const QR_SIDE = 107.7;

/**
 * Picture of a payment QR (ГОСТ Р 56042-2014): byte mode, UTF-8, error correction M, quiet zone of four modules.
 * Null when there is no text or it does not fit the largest symbol; the document is then printed without it.
 */
export async function paymentQr(text: string): Promise<Uint8Array | null> {
  if (text === '') return null;
  const segments: QRCodeSegment[] = [{ data: new TextEncoder().encode(text), mode: 'byte' }];
  try {
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

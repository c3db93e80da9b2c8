import { X509Certificate } from 'node:crypto';
import { AppError } from '@shared/lib/result';

/** As large as a certificate may be, in bytes. */
export const maxCertificateBytes = 48 * 1024;

export interface Certificate {
  readonly pem: string;
  readonly name: string;
}

/** A certificate file as PEM with the name it was given to. @throws AppError `sync-certificate-invalid` */
export function readCertificate(bytes: Uint8Array): Certificate {
  try {
    const certificate = new X509Certificate(bytes);
    return { pem: certificate.toString(), name: nameOf(certificate) };
  } catch {
    throw new AppError('sync-certificate-invalid');
  }
}

const nameOf = ({ subject }: X509Certificate): string =>
  (/^CN=(.+)$/m.exec(subject)?.[1] ?? subject.replace(/\n/g, ', ')).slice(0, 300);

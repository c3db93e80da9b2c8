import { AppError } from '@shared/lib/result';
import { shell } from 'electron';

const schemes = new Set(['https:', 'http:', 'mailto:', 'tel:', 'sip:', 'callto:']);

/**
 * Opens a link outside; the only caller of `shell.openExternal`. The address opened is the one the parser put
 * together again, not the text that came.
 * @throws AppError `link-refused` for any other scheme
 */
export async function openLink(text: string): Promise<void> {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new AppError('link-refused');
  }
  if (!schemes.has(url.protocol)) throw new AppError('link-refused');
  await shell.openExternal(url.href);
}

/** What formatting and dialling need of a phone; every stored and parsed phone has it. */
export interface DialablePhone {
  readonly raw: string;
  readonly e164: string;
  readonly ext: string;
}

/**
 * A Russian number grouped as people here write it, any other as `foreign` does; the raw text when the number was not
 * understood.
 */
export function formatWith(phone: DialablePhone, extWord: string, foreign: (e164: string) => string): string {
  const { e164, ext, raw } = phone;
  if (e164 === '') return raw;
  const russian = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(e164);
  const number = russian ? `+7 ${russian[1]} ${russian[2]}-${russian[3]}-${russian[4]}` : foreign(e164);
  return ext === '' ? number : `${number} ${extWord} ${ext}`;
}

/** For lists, which must stand at once: foreign numbers stay in E.164, and no metadata of all countries is loaded. */
export const formatPhoneQuickly = (phone: DialablePhone, extWord: string): string =>
  formatWith(phone, extWord, (e164) => e164);

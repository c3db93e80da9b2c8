import type { Language } from '@shared/settings/contract';

/** An instant as people read it, in the computer's zone: «21 нояб. 2026 г., 14:05»; '' for none. */
export function formatInstant(iso: string, language: Language): string {
  if (iso === '') return '';
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

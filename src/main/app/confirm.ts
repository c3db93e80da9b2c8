import { AppError } from '@shared/lib/result';
import { texts } from '@shared/texts';
import { BrowserWindow, dialog, type WebContents } from 'electron';
import type { Profile } from './profile';

/** What weakens the protection of the database, or sends it somewhere else. */
export type Weakening = keyof (typeof texts)['ru']['confirm']['questions'];

/**
 * Asks the person in a window of the system, which no page can draw over or answer, before something that weakens the
 * protection is done.
 * @param subject what the question is about, such as an address; it is shown as plain text, in one line
 * @throws AppError `not-confirmed` when the person does not agree
 */
export async function confirmWeakening(
  { profile, sender }: { readonly profile: Profile; readonly sender: WebContents },
  weakening: Weakening,
  subject = '',
): Promise<void> {
  const { confirm } = texts[profile.state.settings.language];
  const { message, detail, action } = confirm.questions[weakening];
  const options = {
    type: 'warning' as const,
    message,
    detail: detail(oneLine(subject)),
    buttons: [action, confirm.cancel],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const window = BrowserWindow.fromWebContents(sender);
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  if (response !== 0) throw new AppError('not-confirmed');
}

/** Text that cannot push the question out of sight or turn it around. */
const oneLine = (text: string): string => {
  const plain = text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return plain.length > 200 ? `${plain.slice(0, 199)}…` : plain;
};

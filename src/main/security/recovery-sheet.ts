import { join } from 'node:path';
import { intlLocale } from '@shared/lib/date-format';
import { AppError } from '@shared/lib/result';
import { parseRecoveryCode } from '@shared/security/recovery-code';
import { texts } from '@shared/texts';
import { app, BrowserWindow, dialog, session as sessions } from 'electron';
import type { SystemContext } from '../app/system';
import { writeWhole } from '../app/whole-files';

/**
 * Writes the recovery code to a file of the person's choice, or prints it. Nothing of it is kept by the program.
 * @returns the file's name; null when nothing was saved
 * @throws AppError `invalid-input`, `file-write-failed`, `no-permission`, `disk-full`
 */
export async function keepRecoveryCode(
  context: SystemContext,
  typed: string,
  as: 'text' | 'pdf' | 'print',
): Promise<{ readonly fileName: string } | null> {
  const parsed = parseRecoveryCode(typed);
  if (!parsed.ok) throw new AppError('invalid-input', { field: 'code' });
  const { language } = context.profile.state.settings;
  const words = texts[language].security.sheet;
  const day = new Intl.DateTimeFormat(intlLocale(language), { dateStyle: 'long' }).format(new Date());
  const lines = [words.made(day), '', parsed.code, '', ...words.advice];
  if (as === 'print') {
    await onPage(words.title, lines, (page) => printed(page));
    return null;
  }
  const extension = as === 'pdf' ? 'pdf' : 'txt';
  const options = {
    title: words.save,
    defaultPath: join(app.getPath('documents'), `${words.fileName}.${extension}`),
    filters: [{ name: as === 'pdf' ? 'PDF' : words.textFile, extensions: [extension] }],
  };
  const window = BrowserWindow.fromWebContents(context.sender);
  const { canceled, filePath } = window
    ? await dialog.showSaveDialog(window, options)
    : await dialog.showSaveDialog(options);
  if (canceled || !filePath) return null;
  const bytes =
    as === 'pdf'
      ? await onPage(words.title, lines, (page) => page.webContents.printToPDF({ pageSize: 'A4' }))
      : Buffer.from(`\uFEFF${[words.title, '', ...lines].join('\r\n')}\r\n`);
  await writeWhole(filePath, bytes);
  return { fileName: filePath.split(/[\\/]/).at(-1) ?? filePath };
}

function printed(page: BrowserWindow): Promise<void> {
  return new Promise((resolve) => page.webContents.print({}, () => resolve()));
}

/** A hidden page without scripts, network or a profile, closed afterwards. */
async function onPage<T>(
  title: string,
  lines: readonly string[],
  work: (page: BrowserWindow) => Promise<T>,
): Promise<T> {
  const session = sessions.fromPartition('recovery-sheet');
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith('data:') }));
  const page = new BrowserWindow({
    show: false,
    webPreferences: { session, sandbox: true, contextIsolation: true, javascript: false },
  });
  try {
    await page.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(html(title, lines))}`);
    return await work(page);
  } finally {
    page.destroy();
  }
}

function html(title: string, lines: readonly string[]): string {
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const body = lines.map((line) =>
    parseRecoveryCode(line).ok ? `<p class="code">${line}</p>` : `<p>${escaped(line)}</p>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>${escaped(title)}</title>
<style>body{font:14px/1.5 sans-serif;margin:24mm 20mm}h1{font-size:22px}p{margin:0 0 6px;min-height:1em}
.code{font:700 19px monospace;border:1px solid;padding:14px;text-align:center;white-space:nowrap}</style>
<h1>${escaped(title)}</h1>${body.join('')}`;
}

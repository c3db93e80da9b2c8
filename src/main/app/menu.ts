import type { AppIntent } from '@shared/app/contract';
import type { Language } from '@shared/settings/contract';
import { texts } from '@shared/texts';
import { Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  readonly intent: (intent: AppIntent) => void;
  readonly newWindow: () => void;
  readonly openLogs: () => void;
}

/** The application menu: every command with its shortcut, in the language set. */
export function buildMenu(language: Language, actions: MenuActions): Menu {
  const words = texts[language].menu;
  const item = (label: string, intent: AppIntent, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => actions.intent(intent),
    ...(accelerator ? { accelerator } : {}),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return Menu.buildFromTemplate([
    {
      label: words.file,
      submenu: [
        item(words.newClient, 'new-client', 'CmdOrCtrl+N'),
        item(words.logCall, 'log-call', 'CmdOrCtrl+L'),
        item(words.newTask, 'new-task', 'CmdOrCtrl+T'),
        item(words.newDeal, 'new-deal', 'CmdOrCtrl+Shift+D'),
        separator,
        { label: words.newWindow, accelerator: 'CmdOrCtrl+Shift+N', click: actions.newWindow },
        item(words.import, 'go-import', 'CmdOrCtrl+6'),
        item(words.settings, 'go-settings', 'CmdOrCtrl+,'),
        separator,
        item(words.lock, 'lock', 'CmdOrCtrl+Shift+L'),
        { role: 'close', label: words.closeWindow, accelerator: 'CmdOrCtrl+W' },
        { role: 'quit', label: words.quit, accelerator: 'CmdOrCtrl+Q' },
      ],
    },
    {
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo },
        { role: 'redo', label: words.redo },
        separator,
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll },
        separator,
        item(words.find, 'search', 'CmdOrCtrl+K'),
      ],
    },
    {
      label: words.go,
      submenu: [
        item(words.today, 'go-today', 'CmdOrCtrl+1'),
        item(words.clients, 'go-clients', 'CmdOrCtrl+2'),
        item(words.calls, 'go-calls', 'CmdOrCtrl+3'),
        item(words.tasks, 'go-tasks', 'CmdOrCtrl+4'),
        item(words.documents, 'go-documents', 'CmdOrCtrl+5'),
        item(words.deals, 'go-deals', 'CmdOrCtrl+7'),
      ],
    },
    {
      label: words.view,
      submenu: [
        item(words.bin, 'go-bin'),
        separator,
        { role: 'zoomIn', label: words.zoomIn, accelerator: 'CmdOrCtrl+=' },
        { role: 'zoomOut', label: words.zoomOut, accelerator: 'CmdOrCtrl+-' },
        { role: 'resetZoom', label: words.zoomReset, accelerator: 'CmdOrCtrl+0' },
        separator,
        { role: 'togglefullscreen', label: words.fullScreen, accelerator: 'F11' },
      ],
    },
    { label: words.sync, submenu: [item(words.syncNow, 'sync-now', 'F9')] },
    {
      label: words.help,
      submenu: [
        item(words.shortcuts, 'shortcuts', 'F1'),
        { label: words.logs, click: actions.openLogs },
        separator,
        item(words.about, 'about'),
      ],
    },
  ]);
}

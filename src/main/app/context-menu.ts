import type { Language } from '@shared/settings/contract';
import { texts } from '@shared/texts';
import { Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';

/** The menu of the right button over text: what can be done with it, and spelling. */
export function attachContextMenu(contents: WebContents, language: () => Language): void {
  contents.on('context-menu', (_event, at) => {
    const words = texts[language()].actions.words;
    const { spelling } = texts[language()].menu;
    const items: MenuItemConstructorOptions[] = [];
    for (const suggestion of at.dictionarySuggestions) {
      items.push({ label: suggestion, click: () => contents.replaceMisspelling(suggestion) });
    }
    // Elsewhere than on a Mac Chromium would write the word, perhaps a client's name, into a plain file of the profile.
    if (at.misspelledWord && process.platform === 'darwin') {
      items.push({
        label: spelling,
        click: () => contents.session.addWordToSpellCheckerDictionary(at.misspelledWord),
      });
    }
    if (items.length > 0) items.push({ type: 'separator' });
    if (at.isEditable) {
      items.push(
        { role: 'undo', label: words.undo, enabled: at.editFlags.canUndo },
        { role: 'redo', label: words.redo, enabled: at.editFlags.canRedo },
        { type: 'separator' },
        { role: 'cut', label: words.cut, enabled: at.editFlags.canCut },
      );
    }
    if (at.isEditable || at.selectionText) {
      items.push({ role: 'copy', label: words.copy, enabled: at.editFlags.canCopy });
    }
    if (at.isEditable) items.push({ role: 'paste', label: words.paste, enabled: at.editFlags.canPaste });
    if (at.isEditable || at.selectionText) items.push({ role: 'selectAll', label: words['select-all'] });
    if (items.length > 0) Menu.buildFromTemplate(items).popup();
  });
}

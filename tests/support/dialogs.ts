import type { ElectronApplication, Page } from '@playwright/test';
import { call } from './call';

/** From now on every "open" dialog answers with these paths at once; none means the person cancelled. */
export async function stubOpenDialog(app: ElectronApplication, paths: readonly string[]): Promise<void> {
  await app.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = async () => ({ canceled: filePaths.length === 0, filePaths });
      dialog.showOpenDialogSync = () => (filePaths.length === 0 ? undefined : filePaths);
    },
    [...paths],
  );
}

/** From now on every "save" dialog answers with this path at once; '' means the person cancelled. */
export async function stubSaveDialog(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: filePath === '', filePath });
    dialog.showSaveDialogSync = () => filePath;
  }, path);
}

/** From now on every message box answers with the button of this index. */
export async function stubMessageBox(app: ElectronApplication, response: number): Promise<void> {
  await app.evaluate(({ dialog }, button) => {
    dialog.showMessageBox = async () => ({ response: button, checkboxChecked: false });
    dialog.showMessageBoxSync = () => button;
  }, response);
}

/** Chooses the folder of documents, as the settings do. */
export async function chooseDocumentsFolder(
  app: ElectronApplication,
  window: Page,
  folder: string,
): Promise<void> {
  await stubOpenDialog(app, [folder]);
  await call(window, 'settings.pickDocumentsFolder', {});
}

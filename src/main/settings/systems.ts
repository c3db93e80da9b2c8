import { dialog } from 'electron';
import type { FeatureSystems } from '../app/system';

export const settingsSystems: FeatureSystems<'settings'> = {
  'settings.change'({ profile }, patch) {
    profile.change({ settings: { ...profile.state.settings, ...patch } });
    return null;
  },
  async 'settings.pickDocumentsFolder'({ profile }) {
    const { filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'] });
    const [folder] = filePaths;
    if (folder) profile.change({ settings: { ...profile.state.settings, documentsFolder: folder } });
    return null;
  },
};

import { dialog } from 'electron';
import type { FeatureSystems } from '../app/system';
import { startSync } from '../sync/systems';

export const settingsSystems: FeatureSystems<'settings'> = {
  async 'settings.change'(context, patch) {
    const { profile } = context;
    profile.change({ settings: { ...profile.state.settings, ...patch } });
    // What the exchange began with has changed: it begins anew.
    const isOfSync = ['syncLowTraffic', 'syncProxy', 'syncCertificate'].some((name) => name in patch);
    if (isOfSync) await startSync(context);
    return null;
  },
  async 'settings.pickDocumentsFolder'({ profile }) {
    const { filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'] });
    const [folder] = filePaths;
    if (folder) profile.change({ settings: { ...profile.state.settings, documentsFolder: folder } });
    return null;
  },
};

import { keepTerms } from '@shared/settings/contract';
import { dialog } from 'electron';
import { confirmWeakening } from '../app/confirm';
import type { FeatureHandlers } from '../app/system';
import { startSync } from '../sync/handlers';

export const settingsHandlers: FeatureHandlers<'settings'> = {
  async 'settings.change'(context, patch) {
    const { profile } = context;
    const { keepHistory } = profile.state.settings;
    // The terms stand from the shortest on.
    if (keepTerms.indexOf(patch.keepHistory ?? keepHistory) < keepTerms.indexOf(keepHistory)) {
      await confirmWeakening(context, 'shorterHistory');
    }
    profile.change({ settings: { ...profile.state.settings, ...patch } });
    // What the exchange began with has changed: it begins anew.
    if ('syncLowTraffic' in patch) await startSync(context);
    return null;
  },
  async 'settings.pickDocumentsFolder'({ profile }) {
    const { filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'] });
    const [folder] = filePaths;
    if (folder) profile.change({ settings: { ...profile.state.settings, documentsFolder: folder } });
    return null;
  },
  'settings.usualDocumentsFolder'({ profile }) {
    profile.change({ settings: { ...profile.state.settings, documentsFolder: '' } });
    return null;
  },
};

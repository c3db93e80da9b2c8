import { ask } from '../ipc/client';
import { defineFeature } from '../services/feature';
import { openSettings } from '../settings/open-settings';

export const security = defineFeature({
  name: 'security',
  actions: {
    lock: {
      run: () =>
        void ask('security.lock', {}).then((result) => {
          // Without a password there is nothing to lock with: this is where one is set.
          if (!result.ok) openSettings('security');
        }),
    },
  },
});

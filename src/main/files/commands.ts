import { safeFileName } from '@shared/files/rules';
import type { FeatureCommands } from '../data/context';
import { bringBack } from '../recycle-bin/bring-back';

export const filesCommands: FeatureCommands<'files'> = {
  async 'files.fetch'({ records }, { id }) {
    const { hash } = await records.get('files', id);
    if (await records.find('contents', hash)) {
      await records.change('contents', hash, { wanted: true, failure: '' });
    } else {
      const fields = { here: false, uploaded: true, wanted: true, failure: '' };
      await records.insert('contents', fields, { id: hash });
    }
    return null;
  },

  async 'files.rename'({ records }, { id, name }) {
    await records.change('files', id, { name: safeFileName(name) });
    return null;
  },

  async 'files.remove'({ records }, { id }) {
    await records.remove('files', id);
    return null;
  },

  async 'files.restore'(context, { id }) {
    await bringBack(context, [{ collection: 'files', id }]);
    return null;
  },
};

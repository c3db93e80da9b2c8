import { safeFileName } from '@shared/files/file-name';
import type { FeatureCommands } from '../data/context';
import { bringBack } from '../recycle-bin/bring-back';
import { noteContent } from './contents-table';

export const filesCommands: FeatureCommands<'files'> = {
  async 'files.fetch'(context, { id }) {
    const { hash } = await context.records.get('files', id);
    noteContent(context, hash, { wanted: true, failure: '' });
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

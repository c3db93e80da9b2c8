import { AppError } from '@shared/lib/result';
import type { FeatureCommands } from '../data/context';

export const notesCommands: FeatureCommands<'notes'> = {
  async 'notes.create'({ records }, { patch }) {
    const text = (patch.text ?? '').trim();
    if (text === '' || !patch.clientId) throw new AppError('invalid-input', { field: 'text' });
    return { id: await records.insert('notes', { clientId: patch.clientId, kind: 'note', text }) };
  },
  async 'notes.change'({ records }, { id, patch }) {
    await records.change('notes', id, patch);
    return null;
  },
  async 'notes.remove'({ records }, { id }) {
    await records.remove('notes', id);
    return null;
  },
};

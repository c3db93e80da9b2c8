import { AppError } from '@shared/lib/result';
import type { FeatureCommands } from '../data/context';
import { linkNew } from '../deals/link';
import { bringBack } from '../recycle-bin/bring-back';

/** @throws AppError `invalid-input` for a note that says nothing */
function written(text: string | undefined): string {
  const trimmed = (text ?? '').trim();
  if (trimmed === '') throw new AppError('invalid-input', { field: 'text' });
  return trimmed;
}

export const notesCommands: FeatureCommands<'notes'> = {
  async 'notes.create'(context, { patch, dealId }) {
    const { records } = context;
    const text = written(patch.text);
    const { id: clientId } = await records.get('clients', patch.clientId ?? '');
    const id = await records.insert('notes', { clientId, kind: 'note', text });
    await linkNew(context, 'notes', id, clientId, dealId);
    return { id };
  },
  /** Only the text changes: whose note it is and what kind stays. */
  async 'notes.change'({ records }, { id, patch }) {
    await records.change('notes', id, { text: written(patch.text) });
    return null;
  },
  async 'notes.remove'({ records }, { id }) {
    await records.remove('notes', id);
    return null;
  },
  async 'notes.restore'(context, { id }) {
    await bringBack(context, [{ collection: 'notes', id }]);
    return null;
  },
};

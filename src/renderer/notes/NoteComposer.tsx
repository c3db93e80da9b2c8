import { useId, useRef } from 'react';
import { useDraft } from '../drafts/use-draft';
import { useCommand } from '../ipc/use-command';
import { keyOfAction } from '../services/action-words';
import { useAction } from '../services/actions';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { Typography } from '../ui/Typography';

/**
 * Where a note about a client is written: Ctrl+M comes here from anywhere on the card, Ctrl+Enter saves. What is half
 * typed stays on this device through a crash.
 */
export function NoteComposer({ clientId, dealId }: { readonly clientId: string; readonly dealId?: string }) {
  const { notes } = useTexts();
  const draft = useDraft(`note:${dealId ?? clientId}`, '');
  const create = useCommand('notes.create');
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = draft.value;

  useAction('write-note', () => field.current?.focus());

  const save = async () => {
    if (text.trim() === '' || create.busy) return;
    const made = await create.run({ patch: { clientId, text }, ...(dealId ? { dealId } : {}) });
    if (!made) return;
    draft.set('');
    draft.clear();
    notify(notes.saved);
  };

  return (
    <div>
      <div className="framed">
        <textarea
          id={id}
          ref={field}
          rows={2}
          placeholder={notes.hint}
          title={keyOfAction('write-note')}
          maxLength={100_000}
          value={text}
          onChange={(event) => draft.set(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              void save();
            }
          }}
        />
        <label htmlFor={id}>{notes.label}</label>
      </div>
      {text !== '' && (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mt: 1 }}>
          <Typography variant="caption" sx={{ flex: 1, color: 'text.secondary' }}>
            {draft.restored ? notes.restored : ''}
          </Typography>
          <Button
            variant="contained"
            size="small"
            title={keyOfAction('save-form')}
            disabled={text.trim() === '' || create.busy}
            onClick={() => void save()}
          >
            {notes.save}
          </Button>
        </Box>
      )}
      {create.error && (
        <Box sx={{ mt: 1 }}>
          <FailureText failure={create.error} />
        </Box>
      )}
    </div>
  );
}

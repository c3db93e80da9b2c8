import { useDraft } from '../drafts/use-draft';
import { useCommand } from '../ipc/use-command';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { TextField } from '../ui/Field';
import { LongText } from '../ui/LongText';

interface Props {
  readonly id: string;
  readonly text: string;
  readonly editing: boolean;
  readonly onDone: () => void;
}

/** A note's words, or the field in their place while they are edited. */
export function NoteBody({ id, text, editing, onDone }: Props) {
  return editing ? <NoteEditor id={id} text={text} onDone={onDone} /> : <LongText text={text} />;
}

function NoteEditor({ id, text, onDone }: Omit<Props, 'editing'>) {
  const { notes, common } = useTexts();
  const draft = useDraft(`note-edit:${id}`, text);
  const change = useCommand('notes.change');
  const leave = () => {
    draft.clear();
    onDone();
  };
  const save = async () => {
    if (draft.value.trim() === '' || change.busy) return;
    if ((await change.run({ id, patch: { text: draft.value } })) === null) leave();
  };
  return (
    <Box sx={{ display: 'grid', gap: 1, pt: 1 }}>
      <TextField
        label={notes.editing}
        value={draft.value}
        onChange={(event) => draft.set(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            leave();
          } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void save();
          }
        }}
        multiline
        minRows={2}
        maxRows={12}
        autoFocus
        slotProps={{ htmlInput: { maxLength: 100_000 } }}
      />
      <FailureText failure={change.error} />
      <Box sx={{ display: 'flex', gap: 1, justifyContent: 'flex-end' }}>
        <Button size="small" onClick={leave}>
          {common.cancel}
        </Button>
        <Button
          size="small"
          variant="contained"
          title="Ctrl+Enter"
          disabled={draft.value.trim() === '' || change.busy}
          onClick={() => void save()}
        >
          {common.save}
        </Button>
      </Box>
    </Box>
  );
}

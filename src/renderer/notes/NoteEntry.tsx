import ConflictIcon from '@mui/icons-material/CallSplit';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import EditIcon from '@mui/icons-material/EditOutlined';
import NoteIcon from '@mui/icons-material/StickyNote2Outlined';
import { toWallTime } from '@shared/lib/dates';
import { readConflict } from '@shared/timeline/conflict';
import type { TimelineEntry } from '@shared/timeline/contract';
import { useState } from 'react';
import { useFieldWords } from '../conflicts/field-words';
import { HistoryButton } from '../history/HistoryButton';
import { ask } from '../ipc/client';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { useMayEdit } from '../services/use-may-edit';
import { EntryFrame } from '../timeline/EntryFrame';
import { Box } from '../ui/Box';
import { systemZone } from '../ui/clock';
import { IconAction } from '../ui/IconAction';
import { LongText } from '../ui/LongText';
import { Typography } from '../ui/Typography';
import { NoteBody } from './NoteBody';

/** A note, edited and removed in place; what a sync conflict left over is shown apart. */
export function NoteEntry({
  entry: { note },
}: {
  readonly entry: TimelineEntry & { readonly kind: 'note' };
}) {
  const { timeline, kinds, notes, common, errors } = useTexts();
  const [editing, setEditing] = useState(false);
  const { time } = toWallTime(note.createdAt, systemZone());
  const conflict = note.kind === 'conflict';
  const edits = useMayEdit()('notes', note, { text: `${note.text}.` });
  const word = conflict ? timeline.conflict : kinds.notes.one;

  const remove = async () => {
    const result = await ask('notes.remove', { id: note.id });
    if (!result.ok) {
      notify(errors[result.error.code](result.error.data), { tone: 'error' });
      return;
    }
    notify(notes.removed, {
      action: { label: common.undo, run: () => void ask('notes.restore', { id: note.id }) },
    });
  };
  const button = (label: string, icon: React.ReactNode, run: () => void) => (
    <IconAction label={label} onClick={run}>
      {icon}
    </IconAction>
  );
  return (
    <EntryFrame
      label={`${word}, ${time}`}
      icon={conflict ? <ConflictIcon /> : <NoteIcon />}
      tone={conflict ? 'warning' : 'secondary'}
      framed={conflict}
      title={word}
      facts={[time, note.authorName]}
      mark={note.mark}
      actions={
        <>
          {!conflict && edits && button(notes.edit, <EditIcon className="icon-18" />, () => setEditing(true))}
          <HistoryButton collection="notes" id={note.id} size="small" />
          {button(notes.remove, <DeleteIcon className="icon-18" />, () => void remove())}
        </>
      }
    >
      {conflict ? (
        <Conflict text={note.text} />
      ) : (
        <NoteBody id={note.id} text={note.text} editing={editing} onDone={() => setEditing(false)} />
      )}
    </EntryFrame>
  );
}

/** Our value beside the one that stayed, for each field two people changed. */
function Conflict({ text }: { readonly text: string }) {
  const { timeline } = useTexts();
  const found = readConflict(text);
  const words = useFieldWords(found?.collection ?? '');
  if (!found) return <LongText text={text} />;
  const told = (field: string, value: unknown) => words.value(field, value, {}) || timeline.nothing;
  return (
    <Box>
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary', m: 0 }}>
        {timeline.conflictHint}
      </Typography>
      {found.lost.map(({ field, mine, theirs }) => (
        <Box key={field} sx={{ mt: 0.5 }}>
          <Typography variant="caption" component="div" sx={{ fontWeight: 700 }}>
            {words.label(field)}
          </Typography>
          <LongText text={timeline.wasMine(told(field, mine))} lines={3} />
          <LongText text={timeline.stayed(told(field, theirs))} lines={3} />
        </Box>
      ))}
    </Box>
  );
}

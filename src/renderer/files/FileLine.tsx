import FetchIcon from '@mui/icons-material/CloudDownloadOutlined';
import MoreIcon from '@mui/icons-material/MoreVert';
import type { FileRow, FileTravel } from '@shared/files/contract';
import type { Failure } from '@shared/lib/result';
import type { Texts } from '@shared/texts';
import { useState } from 'react';
import { ask } from '../ipc/client';
import { notify } from '../services/notices';
import { openOverlay } from '../services/overlays';
import { useSettings, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { TextField } from '../ui/Field';
import { FormDialog } from '../ui/FormDialog';
import { IconButton } from '../ui/IconButton';
import { Link } from '../ui/Link';
import { Menu, MenuItem } from '../ui/Menu';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';

interface Props {
  readonly file: FileRow;
  /** Its content's way, while it travels. */
  readonly travel: FileTravel | null;
}

/** One attached file: its name opens it. */
export function FileLine({ file, travel }: Props) {
  const { files, errors, history } = useTexts();
  const { language } = useSettings();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [renaming, setRenaming] = useState(false);
  const { id, name } = file;
  const fail = ({ code, data }: Failure) => notify(errors[code](data), { tone: 'error' });

  const open = async () => {
    const result = await ask('files.open', { id });
    if (!result.ok) fail(result.error);
    else if (result.value === 'saved') notify(files.savedInstead);
  };
  const fetchContent = async () => {
    const result = await ask('files.fetch', { id });
    if (!result.ok) fail(result.error);
  };
  const saveAs = async () => {
    setAnchor(null);
    const result = await ask('files.saveAs', { id });
    if (!result.ok) fail(result.error);
    else if (result.value) notify(files.saved);
  };
  const remove = async () => {
    setAnchor(null);
    const result = await ask('files.remove', { id });
    if (!result.ok) return fail(result.error);
    notify(files.removed(name), {
      action: { label: files.undo, run: () => void ask('files.restore', { id }) },
    });
  };

  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, py: 0.25, minWidth: 0 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Link
          component="button"
          noWrap
          title={name}
          aria-label={files.open(name)}
          onClick={() => void (file.here ? open() : fetchContent())}
          sx={{ display: 'block', maxWidth: '100%', textAlign: 'left', typography: 'body2' }}
        >
          {name}
        </Link>
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          {[
            files.bytes(file.size),
            file.createdByName,
            formatInstant(file.createdAt, language),
            whereItIs(file, travel, files),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Typography>
        {file.failure !== '' && (
          <Typography variant="caption" component="div" sx={{ color: 'error.main' }}>
            {errors[file.failure as keyof typeof errors]({})}
          </Typography>
        )}
      </Box>
      {!file.here && file.uploadedAt !== '' && (
        <IconButton
          size="small"
          aria-label={files.fetchNamed(name)}
          title={files.fetch}
          onClick={() => void fetchContent()}
        >
          <FetchIcon fontSize="small" />
        </IconButton>
      )}
      <IconButton
        size="small"
        aria-label={files.more(name)}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreIcon fontSize="small" />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {file.here && <MenuItem onClick={() => void saveAs()}>{files.saveAs}</MenuItem>}
        <MenuItem
          onClick={() => {
            setAnchor(null);
            setRenaming(true);
          }}
        >
          {files.rename}
        </MenuItem>
        <MenuItem
          onClick={() => {
            setAnchor(null);
            openOverlay({ kind: 'history', collection: 'files', id });
          }}
        >
          {history.open}
        </MenuItem>
        <MenuItem onClick={() => void remove()}>{files.remove}</MenuItem>
      </Menu>
      {renaming && <RenameDialog id={id} name={name} onClose={() => setRenaming(false)} />}
    </Box>
  );
}

function whereItIs(file: FileRow, travel: FileTravel | null, files: Texts['files']): string {
  if (travel) {
    const percent = travel.total === 0 ? 100 : Math.floor((travel.done / travel.total) * 100);
    return travel.direction === 'up' ? files.up(percent) : files.down(percent);
  }
  if (file.here) return file.uploadedAt === '' ? files.states.here : files.states.uploaded;
  if (file.uploadedAt === '') return files.states.waiting;
  return file.wanted && file.failure === '' ? files.states.coming : files.states.away;
}

function RenameDialog({
  id,
  name,
  onClose,
}: {
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { files, common } = useTexts();
  const [value, setValue] = useState(name);
  const [failure, setFailure] = useState<Failure>();
  const save = async () => {
    const result = await ask('files.rename', { id, name: value });
    if (result.ok) onClose();
    else setFailure(result.error);
  };
  return (
    <FormDialog
      title={files.rename}
      submitLabel={common.save}
      enterSubmits
      incomplete={value.trim() === ''}
      failure={failure}
      maxWidth="xs"
      onClose={onClose}
      onSubmit={() => void save()}
    >
      <TextField
        label={files.newName}
        value={value}
        autoFocus
        margin="dense"
        onChange={(event) => setValue(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
    </FormDialog>
  );
}

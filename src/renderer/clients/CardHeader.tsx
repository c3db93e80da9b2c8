import BlockIcon from '@mui/icons-material/Block';
import SavedIcon from '@mui/icons-material/Check';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import InputBase from '@mui/material/InputBase';
import type { ClientCard } from '@shared/clients/contract';
import { readName } from '@shared/clients/rules';
import { type Client, clientStatuses } from '@shared/clients/schema';
import { legalForms } from '@shared/requisites/requisites';
import { useTexts } from '../app/texts';
import { ClientTime, usePoliteness } from '../calls/PhoneLink';
import type { Editor } from '../editing/use-editor';
import { useLive } from '../ipc/use-live';
import { SyncMarkIcon } from '../ui/SyncMarkIcon';
import { CardActions } from './CardActions';
import { quietInput } from './CardField';
import { LabelSelect } from './LabelSelect';
import { TagsField } from './TagsField';

interface Props {
  readonly card: ClientCard;
  readonly editor: Editor<Client>;
}

const formCodes = ['', ...legalForms.map(({ code }) => code)];

/** Who it is, how things stand, and what to do next. */
export function CardHeader({ card, editor }: Props) {
  const { clients } = useTexts();
  const words = clients.card;
  const { value } = editor;
  const users = useLive('users.list', {});
  const place = usePoliteness(value);
  const owners: Record<string, string> = { '': words.nobody };
  for (const user of users.value ?? []) owners[user.id] = user.name;
  if (!(value.ownerId in owners)) owners[value.ownerId] = card.ownerName;
  const forms = Object.fromEntries(formCodes.map((code) => [code, code === '' ? words.noForm : code]));
  if (!(value.legalForm in forms)) forms[value.legalForm] = value.legalForm;

  const pick = <K extends 'legalForm' | 'status' | 'ownerId'>(field: K, next: Client[K]) => {
    editor.set(field, next);
    editor.blur(field);
  };
  /** A form typed into the name goes to its own place once the name is finished. */
  const leaveName = () => {
    const read = readName(value.name);
    if (read.legalForm !== '') {
      editor.set('name', read.name);
      editor.set('legalForm', read.legalForm);
      if (read.kind && value.legalForm === '') editor.set('kind', read.kind);
    }
    editor.blur('name');
  };

  return (
    <Box sx={{ px: 3, pt: 1.5, pb: 1, borderBottom: 1, borderColor: 'divider', bgcolor: 'background.paper' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
        <Box sx={{ flexShrink: 0, minWidth: 64, maxWidth: 130, ml: -0.75 }}>
          <LabelSelect
            label={words.legalForm}
            value={value.legalForm}
            options={Object.keys(forms)}
            names={forms}
            onChange={(next) => pick('legalForm', next)}
          />
        </Box>
        <InputBase
          value={value.name}
          placeholder={clients.noName}
          onChange={(event) => editor.set('name', event.target.value)}
          onFocus={() => editor.focus('name')}
          onBlur={leaveName}
          title={value.name.slice(0, 300)}
          slotProps={{ input: { 'aria-label': words.name, maxLength: 10_000, dir: 'auto' } }}
          sx={{ ...quietInput, flex: 1, minWidth: 120, typography: 'h1', minHeight: 40 }}
        />
        <CardActions client={card.client} flush={editor.flush} />
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap', rowGap: 0 }}>
        <Box sx={{ width: 158, ml: -0.75 }}>
          <LabelSelect
            label={words.status}
            value={value.status}
            options={clientStatuses}
            names={clients.statuses}
            onChange={(next) => pick('status', next)}
          />
        </Box>
        <Box sx={{ width: 170 }}>
          <LabelSelect
            label={words.owner}
            value={value.ownerId}
            options={Object.keys(owners)}
            names={owners}
            onChange={(next) => pick('ownerId', next)}
          />
        </Box>
        <Box sx={{ flex: 1, minWidth: 220 }}>
          <TagsField
            tags={value.tags}
            onChange={(tags) => {
              editor.set('tags', tags);
              editor.blur('tags');
            }}
          />
        </Box>
        {value.doNotCall && (
          <Chip icon={<BlockIcon />} color="error" variant="outlined" label={words.doNotCall} />
        )}
        {card.client.archivedAt !== '' && <Chip label={words.archived} />}
        <ClientTime {...place} />
        <SyncMarkIcon mark={card.mark} />
        <SaveNote editor={editor} />
      </Box>
    </Box>
  );
}

/** Whether what was typed is saved; says nothing before the first edit, and keeps its place so that nothing jumps. */
function SaveNote({ editor }: { readonly editor: Editor<Client> }) {
  const { common, clients, errors } = useTexts();
  const { state, failure } = editor;
  const text = {
    clean: '',
    dirty: common.saving,
    saving: common.saving,
    saved: common.saved,
    failed: common.notSaved,
  };
  return (
    <Box
      role="status"
      title={failure ? `${errors[failure.code](failure.data)} ${clients.card.draftKept}` : ''}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        minWidth: 108,
        typography: 'caption',
        color: state === 'failed' ? 'error.main' : 'text.secondary',
      }}
    >
      {state === 'saved' && <SavedIcon sx={{ fontSize: 16, color: 'success.main' }} />}
      {text[state]}
    </Box>
  );
}

import BackIcon from '@mui/icons-material/ArrowBack';
import BlockIcon from '@mui/icons-material/Block';
import SavedIcon from '@mui/icons-material/Check';
import type { ClientCard } from '@shared/clients/contract';
import { readName } from '@shared/clients/rules';
import { type Client, clientStatuses } from '@shared/clients/schema';
import { legalForms } from '@shared/domain/requisites/requisites';
import { formatShortDate, toWallTime } from '@shared/lib/dates';
import type { ReactNode } from 'react';
import { ClientTime, usePoliteness } from '../calls/PhoneLink';
import type { Editor } from '../editing/use-editor';
import { useLive } from '../ipc/use-live';
import { openOverlay } from '../services/overlays';
import { useLanguage, useTexts } from '../services/texts';
import { useMayEdit } from '../services/use-may-edit';
import { goBack } from '../services/way-back';
import { Chip } from '../ui/Chip';
import { systemZone } from '../ui/clock';
import { IconAction } from '../ui/IconAction';
import { SyncMarkIcon } from '../ui/SyncMarkIcon';
import { CardActions } from './CardActions';
import { statusTones } from './columns';
import { LabelSelect } from './LabelSelect';
import { TagsField } from './TagsField';
import './card.css';

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
  const { ownerId, createdBy } = card.client;
  const gives = useMayEdit()('clients', card.client, { ownerId: '?' }, ownerId || createdBy);
  const owners: Record<string, string> = { '': words.nobody };
  for (const user of users.value ?? []) owners[user.id] = user.name || words.unnamed;
  if (!(value.ownerId in owners)) owners[value.ownerId] = card.ownerName || words.unnamed;
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
    <div className="card-head">
      <div className="card-head-line">
        <IconAction label={words.back} title={`${words.back} (Alt+←, Esc)`} onClick={goBack}>
          <BackIcon />
        </IconAction>
        <div className="card-form">
          <LabelSelect
            label={words.legalForm}
            value={value.legalForm}
            options={Object.keys(forms)}
            names={forms}
            onChange={(next) => pick('legalForm', next)}
          />
        </div>
        <input
          className="field card-name"
          type="text"
          value={value.name}
          placeholder={clients.noName}
          onChange={(event) => editor.set('name', event.target.value)}
          onFocus={() => editor.focus('name')}
          onBlur={leaveName}
          title={value.name.slice(0, 300)}
          aria-label={words.name}
          maxLength={10_000}
          dir="auto"
          spellCheck={false}
        />
        <CardActions client={card.client} flush={editor.flush} />
      </div>
      <div className="card-head-line second">
        <Fact label={words.status}>
          <LabelSelect
            label={words.status}
            value={value.status}
            options={clientStatuses}
            names={clients.statuses}
            tone={statusTones[value.status]}
            onChange={(next) => pick('status', next)}
          />
        </Fact>
        <Fact label={words.owner}>
          <LabelSelect
            label={words.owner}
            value={value.ownerId}
            options={Object.keys(owners)}
            names={owners}
            onChange={(next) => pick('ownerId', next)}
            disabled={!gives}
          />
        </Fact>
        <LastContact clientId={card.client.id} />
        {place.politeness && (
          <Fact label={words.theirTime}>
            <ClientTime {...place} />
          </Fact>
        )}
        <Fact label={words.tags} grows>
          <TagsField
            tags={value.tags}
            onChange={(tags) => {
              editor.set('tags', tags);
              editor.blur('tags');
            }}
          />
        </Fact>
        {value.doNotCall && (
          <Chip icon={<BlockIcon />} color="error" variant="outlined" label={words.doNotCall} />
        )}
        {card.client.archivedAt !== '' && <span className="chip filled">{words.archived}</span>}
        <SyncMarkIcon mark={card.mark} />
        <SaveNote editor={editor} />
      </div>
    </div>
  );
}

/** One thing the head tells, under its name. */
function Fact({
  label,
  grows = false,
  children,
}: {
  readonly label: string;
  /** Takes the room that the others leave. */
  readonly grows?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={grows ? 'card-fact grows' : 'card-fact'}>
      <div className="caption quiet">{label}</div>
      {children}
    </div>
  );
}

/** When the client was last spoken to, or at least called; the call opens. */
function LastContact({ clientId }: { readonly clientId: string }) {
  const { clients, calls } = useTexts();
  const language = useLanguage();
  const page = useLive('timeline.newest', { clientId, kinds: ['call'], limit: 1 });
  const [last] = page.value?.entries ?? [];
  if (last?.kind !== 'call' || last.call.clientId !== clientId) return null;
  const { call } = last;
  const { date } = toWallTime(call.startedAt, systemZone());
  return (
    <Fact label={clients.columns.lastCallAt}>
      <button
        type="button"
        className="bare link small card-last"
        onClick={() => openOverlay({ kind: 'call', callId: call.id })}
      >
        <span className="ellipsis">
          {formatShortDate(date, language)}, {calls.results[call.result]}
        </span>
      </button>
    </Fact>
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
    <div
      role="status"
      className={`card-saved caption ${state === 'failed' ? 'failed' : 'quiet'}`}
      title={failure ? `${errors[failure.code](failure.data)} ${clients.card.draftKept}` : ''}
    >
      {state === 'saved' && <SavedIcon className="icon-16" color="success" />}
      {text[state]}
    </div>
  );
}

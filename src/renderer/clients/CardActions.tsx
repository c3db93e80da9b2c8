import MoreIcon from '@mui/icons-material/MoreVert';
import type { Client } from '@shared/clients/schema';
import type { DocumentType } from '@shared/documents/schema';
import { localDate } from '@shared/lib/dates';
import { useRef, useState } from 'react';
import { ask } from '../ipc/client';
import { keyOfAction } from '../services/action-words';
import { runAction, useAction } from '../services/actions';
import { notify } from '../services/notices';
import { openOverlay } from '../services/overlays';
import { openRecord } from '../services/records';
import { useTexts } from '../services/texts';
import { useMayEdit } from '../services/use-may-edit';
import { Button } from '../ui/Button';
import { nowIso, systemZone } from '../ui/clock';
import { IconButton } from '../ui/IconButton';
import { ListItemText, Menu, MenuItem } from '../ui/Menu';
import { Toolbar } from '../ui/Toolbar';

interface Props {
  readonly client: Client;
  /** Saves what is being typed: a document is made of what was saved. */
  readonly flush: () => Promise<void>;
}

/** What is done for a client besides calls and tasks, which the frame offers for whoever is in sight: papers, and the rarer deeds in a menu. */
export function CardActions({ client, flush }: Props) {
  const { actions, clients, common, documents, errors, history } = useTexts();
  const words = clients.card;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const busy = useRef(false);
  const name = (client.name || clients.noName).slice(0, 60);

  const fail = (code: keyof typeof errors, data: Readonly<Record<string, string | number>>) =>
    notify(errors[code](data), { tone: 'error' });

  const draw = async (type: DocumentType) => {
    if (busy.current) return;
    busy.current = true;
    await flush();
    const date = localDate(nowIso(), systemZone());
    const result = await ask('documents.newDraft', { clientId: client.id, type, date });
    busy.current = false;
    if (result.ok) openOverlay({ kind: 'document', documentId: result.value.id, fresh: result.value });
    else if (result.error.code === 'organization-missing') {
      openOverlay({ kind: 'organization', onSaved: () => void draw(type) });
    } else fail(result.error.code, result.error.data);
  };

  const removes = useMayEdit()('clients', client, 'delete', client.ownerId || client.createdBy);
  useAction('new-invoice', () => void draw('invoice'));
  useAction('new-contract', () => void draw('contract'));

  const setArchived = async (archived: boolean) => {
    setAnchor(null);
    const result = await ask('clients.setArchived', { id: client.id, archived });
    if (!result.ok) return fail(result.error.code, result.error.data);
    notify(archived ? words.inArchive(name) : words.fromArchive(name), {
      action: {
        label: common.undo,
        run: () => void ask('clients.setArchived', { id: client.id, archived: !archived }),
      },
    });
  };

  const remove = async () => {
    setAnchor(null);
    await flush();
    const result = await ask('clients.remove', { id: client.id });
    if (!result.ok) return fail(result.error.code, result.error.data);
    if (result.value.archived) {
      notify(words.movedToArchive, {
        tone: 'info',
        action: {
          label: common.undo,
          run: () => void ask('clients.setArchived', { id: client.id, archived: false }),
        },
      });
      return;
    }
    runAction('go-clients');
    notify(words.removed(name), {
      action: {
        label: common.undo,
        run: () =>
          void ask('clients.restore', { id: client.id }).then((back) => {
            if (back.ok) openRecord('clients', client.id);
            else fail(back.error.code, back.error.data);
          }),
      },
    });
  };

  return (
    <Toolbar label={words.actions} className="card-actions">
      <Button variant="outlined" title={keyOfAction('new-invoice')} onClick={() => void draw('invoice')}>
        {actions.words['new-invoice']}
      </Button>
      <Button variant="outlined" title={keyOfAction('new-contract')} onClick={() => void draw('contract')}>
        {actions.words['new-contract']}
      </Button>
      <IconButton
        aria-label={words.menu}
        title={words.menu}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreIcon />
      </IconButton>
      {anchor && (
        <Menu open anchorEl={anchor} onClose={() => setAnchor(null)}>
          {(['offer', 'invoice-contract', 'act', 'waybill', 'upd'] as const).map((type) => (
            <MenuItem
              key={type}
              divider={type === 'upd'}
              onClick={() => {
                setAnchor(null);
                void draw(type);
              }}
            >
              <ListItemText>{documents.more[type]}</ListItemText>
            </MenuItem>
          ))}
          <MenuItem
            onClick={() => {
              setAnchor(null);
              void flush().then(() => openOverlay({ kind: 'history', collection: 'clients', id: client.id }));
            }}
          >
            <ListItemText>{history.open}</ListItemText>
          </MenuItem>
          <MenuItem onClick={() => void setArchived(client.archivedAt === '')}>
            <ListItemText>{client.archivedAt === '' ? words.archive : words.unarchive}</ListItemText>
          </MenuItem>
          <MenuItem disabled={!removes} onClick={() => void remove()} sx={{ color: 'error.main' }}>
            <ListItemText>{words.remove}</ListItemText>
          </MenuItem>
        </Menu>
      )}
    </Toolbar>
  );
}

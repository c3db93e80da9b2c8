import CallIcon from '@mui/icons-material/CallOutlined';
import type { ClientCard } from '@shared/clients/contract';
import type { Phone } from '@shared/clients/schema';
import type { TaskRow } from '@shared/tasks/contract';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { PhoneLink } from '../calls/PhoneLink';
import { useLive } from '../ipc/use-live';
import { openOverlay, useOverlay } from '../services/overlays';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { IconAction } from '../ui/IconAction';
import { Popover } from '../ui/Popover';
import { Typography } from '../ui/Typography';

/** Whether a task is a call that can be made or noted from here. */
export const isCallToMake = ({ type, status, clientId }: TaskRow): boolean =>
  type === 'call' && status === 'open' && clientId !== '';

/** The form of the call that a task asks for; logging it completes the task. */
export const logCallOf = ({ id, clientId, contactId }: TaskRow): void =>
  openOverlay({ kind: 'call', clientId, taskId: id, ...(contactId ? { contactId } : {}) });

interface Props {
  readonly task: TaskRow;
  /** A button with words, where there is room for them. */
  readonly withWords?: boolean;
}

/** On a task «Звонок»: the numbers to dial, the person's own first, and the form that logs the call. */
export function CallTaskButton({ task, withWords = false }: Props) {
  const { tasks } = useTexts();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (!isCallToMake(task)) return null;
  const words = tasks.row.call(task.title);
  return (
    <>
      {withWords ? (
        <Button
          startIcon={<CallIcon />}
          aria-haspopup="dialog"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          {tasks.row.callShort}
        </Button>
      ) : (
        <IconAction label={words} onClick={(event) => setAnchor(event.currentTarget)}>
          <CallIcon className="icon-18" />
        </IconAction>
      )}
      {anchor && (
        <Popover
          open
          anchorEl={anchor}
          onClose={() => {
            anchor.focus();
            setAnchor(null);
          }}
          // The form of the call that opens from here has the focus then.
          disableRestoreFocus
          anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
          transformOrigin={{ vertical: 'top', horizontal: 'right' }}
          slotProps={{ paper: { role: 'dialog', 'aria-label': words } }}
        >
          <Numbers task={task} onLeave={() => setAnchor(null)} />
        </Popover>
      )}
    </>
  );
}

function Numbers({ task, onLeave }: { readonly task: TaskRow; readonly onLeave: () => void }) {
  const overlay = useOverlay();
  const before = useRef(overlay);
  useEffect(() => {
    if (overlay !== before.current) onLeave();
  }, [overlay, onLeave]);
  const { tasks, calls } = useTexts();
  const card = useLive('clients.card', { id: task.clientId });
  const reaches = card.value ? numbersOf(card.value, task.contactId) : [];
  return (
    <Box sx={{ p: 1.5, display: 'grid', gap: 0.5, minWidth: 260, maxWidth: 420 }}>
      <Typography variant="h3" component="h2" noWrap title={task.clientName}>
        {task.clientName}
      </Typography>
      {card.value &&
        reaches.map(
          ({ phone, contactId, name }): ReactNode => (
            <Box key={`${contactId} ${phone.id}`} sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
              <Box sx={{ flex: 1, minWidth: 0, typography: 'body2', color: 'text.secondary' }}>
                {name || calls.form.general}
              </Box>
              {card.value && (
                <PhoneLink
                  phone={phone}
                  client={card.value.client}
                  taskId={task.id}
                  {...(contactId ? { contactId } : {})}
                />
              )}
            </Box>
          ),
        )}
      {card.value && reaches.length === 0 && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {tasks.row.noNumber}
        </Typography>
      )}
      <Button variant="outlined" onClick={() => logCallOf(task)} sx={{ mt: 0.5, justifySelf: 'start' }}>
        {tasks.row.logCall}
      </Button>
    </Box>
  );
}

interface Number {
  readonly phone: Phone;
  readonly contactId: string;
  readonly name: string;
}

/** The numbers of the task's person, then the client's own, then everybody else's. */
function numbersOf({ client, contacts }: ClientCard, contactId: string): Number[] {
  const people = contacts.map(({ id, name, phones }) =>
    phones.map((phone) => ({ phone, contactId: id, name })),
  );
  const meant = people.flat().filter((one) => one.contactId === contactId);
  const own = client.phones.map((phone) => ({ phone, contactId: '', name: '' }));
  return [...meant, ...own, ...people.flat().filter((one) => one.contactId !== contactId)];
}

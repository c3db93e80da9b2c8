import { addDays, quickDates } from '@shared/lib/dates';
import type { TaskRow } from '@shared/tasks/contract';
import { dayOfTask } from '@shared/tasks/rules';
import { openOverlay } from '../services/overlays';
import { openRecord } from '../services/records';
import { useTexts } from '../services/texts';
import { nowIso, systemZone } from '../ui/clock';
import { Divider } from '../ui/Divider';
import { ListItemText, Menu, MenuItem } from '../ui/Menu';
import { Typography } from '../ui/Typography';
import { isCallToMake, logCallOf } from './CallTaskButton';
import { useTaskActions } from './use-task-actions';

interface Props {
  readonly task: TaskRow;
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
  /** Begins the small result field of the line the menu belongs to; without it the task is completed at once. */
  readonly onComplete?: () => void;
}

/** Everything that can be done with a task without opening it. */
export function TaskMenu({ task, anchor, onClose, onComplete }: Props) {
  const { tasks, common, history } = useTexts();
  const actions = useTaskActions();
  const zone = systemZone();
  const day = dayOfTask(task, zone);
  const item = (label: string, work: () => unknown, keys = '') => (
    <MenuItem
      key={label}
      onClick={() => {
        onClose();
        void work();
      }}
    >
      <ListItemText>{label}</ListItemText>
      {keys !== '' && (
        <Typography variant="body2" sx={{ color: 'text.secondary', ml: 3 }}>
          {keys}
        </Typography>
      )}
    </MenuItem>
  );
  const open = task.status === 'open';
  return (
    <Menu
      open
      anchorEl={anchor}
      onClose={onClose}
      slotProps={{ list: { dense: true, 'aria-label': tasks.row.actions(task.title) } }}
    >
      {item(common.open, () => openOverlay({ kind: 'task', taskId: task.id }), 'Enter')}
      {open
        ? item(tasks.form.complete, () => (onComplete ? onComplete() : actions.complete(task, '')))
        : item(tasks.form.reopen, () => actions.reopen(task))}
      {isCallToMake(task) && item(tasks.row.logCall, () => logCallOf(task))}
      {task.clientId !== '' && item(tasks.row.openClient, () => openRecord('clients', task.clientId))}
      {open && <Divider />}
      {open &&
        quickDates(nowIso(), zone).map((offer) =>
          item(tasks.quick[offer.code], () =>
            actions.postpone(task, { dueDate: offer.dueDate, dueTime: offer.dueTime ?? '' }),
          ),
        )}
      {open && item(tasks.row.dayBack, () => actions.move(task, addDays(day, -1)), 'Shift+←')}
      {open && item(tasks.row.dayOn, () => actions.move(task, addDays(day, 1)), 'Shift+→')}
      <Divider />
      {item(history.open, () => openOverlay({ kind: 'history', collection: 'tasks', id: task.id }))}
      {open && item(tasks.form.cancelTask, () => actions.cancel(task))}
      {item(common.remove, () => actions.remove(task), 'Delete')}
    </Menu>
  );
}

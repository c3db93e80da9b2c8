import OpenIcon from '@mui/icons-material/RadioButtonUnchecked';
import CancelledIcon from '@mui/icons-material/RemoveCircleOutlined';
import DoneIcon from '@mui/icons-material/TaskAlt';
import { formatWeekdayDate, toWallTime } from '@shared/lib/dates';
import { dayOfTask, isLate, timeOfTask } from '@shared/tasks/rules';
import type { TimelineEntry } from '@shared/timeline/contract';
import { askNextStep } from '../deals/ask-next';
import { ask } from '../ipc/client';
import { notify } from '../services/notices';
import { openOverlay } from '../services/overlays';
import { useLanguage, useTexts } from '../services/texts';
import { EntryFrame } from '../timeline/EntryFrame';
import { systemZone } from '../ui/clock';
import { IconAction } from '../ui/IconAction';
import { LongText } from '../ui/LongText';
import { CallTaskButton } from './CallTaskButton';

interface Props {
  readonly entry: TimelineEntry & { readonly kind: 'task' };
  readonly now: string;
}

/** A task: completed or taken back in place, its title opens it. */
export function TaskEntry({ entry: { task }, now }: Props) {
  const { timeline, kinds, tasks, common, errors } = useTexts();
  const language = useLanguage();
  const zone = systemZone();
  const open = task.status === 'open';
  const late = isLate(task, now, zone);
  const time = timeOfTask(task, zone);
  const day = formatWeekdayDate(dayOfTask(task, zone), language, Number(now.slice(0, 4)));
  const due = time === '' ? day : `${day}, ${time}`;

  const set = async (done: boolean) => {
    const result = done
      ? await ask('tasks.complete', { id: task.id, result: task.result })
      : await ask('tasks.reopen', { id: task.id });
    if (!result.ok) notify(errors[result.error.code](result.error.data), { tone: 'error' });
    else if (done) {
      notify(timeline.completed, { action: { label: common.undo, run: () => void set(false) } });
      void askNextStep(task.clientId, { recordId: task.id });
    } else notify(timeline.reopened);
  };
  const word = open ? timeline.complete(task.title) : timeline.reopen(task.title);
  return (
    <EntryFrame
      label={`${kinds.tasks.one}, ${task.title}`}
      icon={
        <IconAction label={word} onClick={() => void set(open)}>
          {open ? (
            <OpenIcon fontSize="small" />
          ) : task.status === 'done' ? (
            <DoneIcon fontSize="small" />
          ) : (
            <CancelledIcon fontSize="small" />
          )}
        </IconAction>
      }
      tone={task.status === 'done' ? 'success' : late ? 'error' : open ? 'primary' : 'text'}
      title={task.title}
      struck={task.status === 'cancelled'}
      onOpen={() => openOverlay({ kind: 'task', taskId: task.id })}
      facts={[
        open ? (
          <span key="due" className={late ? 'entry-late' : undefined}>
            {late ? timeline.overdue(due) : timeline.due(due)}
          </span>
        ) : (
          toWallTime(task.completedAt || task.updatedAt, zone).time
        ),
        task.status === 'done' ? timeline.done : task.status === 'cancelled' ? timeline.cancelled : '',
        tasks.types[task.type],
        task.contactName,
        task.assigneeName,
      ]}
      mark={task.mark}
      actions={<CallTaskButton task={task} />}
    >
      {task.result !== '' ? (
        <LongText text={task.result} />
      ) : (
        task.comment !== '' && <LongText text={task.comment} lines={3} />
      )}
    </EntryFrame>
  );
}

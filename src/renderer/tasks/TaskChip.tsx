import HighIcon from '@mui/icons-material/PriorityHigh';
import { addDays } from '@shared/lib/dates';
import type { TaskRow } from '@shared/tasks/contract';
import { dayOfTask, isLate, timeOfTask } from '@shared/tasks/rules';
import { type DragEvent, type KeyboardEvent, useState } from 'react';
import { openOverlay } from '../services/overlays';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { ButtonBase } from '../ui/ButtonBase';
import { systemZone } from '../ui/clock';
import { textSizes } from '../ui/theme';
import { TaskMenu } from './TaskMenu';
import { taskIcon } from './task-icons';
import { useTaskActions } from './use-task-actions';

const dragType = 'application/x-kartoteka-task';
/** What is being dragged: the drop reads it here, since a drag carries text only. */
let dragged: TaskRow | undefined;

/** A task in a calendar: Enter opens, Space or the context menu offers the rest, Shift+← and → move, as does dragging. */
export function TaskChip({
  task,
  now,
  roomy,
}: {
  readonly task: TaskRow;
  readonly now: string;
  readonly roomy: boolean;
}) {
  const { tasks } = useTexts();
  const actions = useTaskActions();
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  const zone = systemZone();
  const open = task.status === 'open';
  const late = isLate(task, now, zone);
  const time = timeOfTask(task, zone);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === ' ' || event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      event.preventDefault();
      event.stopPropagation();
      setMenu(event.currentTarget);
    } else if (open && event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      void actions.move(task, addDays(dayOfTask(task, zone), event.key === 'ArrowLeft' ? -1 : 1));
    } else if (event.key === 'Delete') void actions.remove(task);
  };
  return (
    <>
      <ButtonBase
        data-task-open
        data-id={task.id}
        draggable={open}
        onDragStart={(event) => {
          dragged = task;
          event.dataTransfer.setData(dragType, task.id);
          event.dataTransfer.effectAllowed = 'move';
        }}
        onClick={() => openOverlay({ kind: 'task', taskId: task.id })}
        onContextMenu={(event) => {
          event.preventDefault();
          setMenu(event.currentTarget);
        }}
        onKeyDown={onKeyDown}
        title={[time, task.title, task.clientName].filter(Boolean).join(' · ')}
        sx={{
          display: 'block',
          width: '100%',
          textAlign: 'left',
          px: 0.75,
          py: roomy ? 0.5 : 0,
          borderRadius: 0.75,
          borderLeft: 3,
          borderColor: late ? 'error.main' : 'primary.main',
          bgcolor: 'action.hover',
          typography: 'body2',
          ...(roomy ? {} : { fontSize: textSizes.note, lineHeight: '20px' }),
          '&:hover': { bgcolor: 'action.selected' },
        }}
      >
        <Box
          sx={{
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            ...(roomy
              ? {
                  display: '-webkit-box',
                  WebkitLineClamp: 3,
                  WebkitBoxOrient: 'vertical',
                  overflowWrap: 'break-word',
                }
              : { whiteSpace: 'nowrap' }),
            textDecoration: open ? undefined : 'line-through',
            color: open ? 'text.primary' : 'text.secondary',
          }}
        >
          {time !== '' && (
            <Box
              component="span"
              sx={{
                fontWeight: 700,
                color: late ? 'error.main' : undefined,
                fontVariantNumeric: 'tabular-nums',
              }}
            >
              {time}
            </Box>
          )}
          {time !== '' && ' '}
          {task.priority === 'high' && open && (
            <HighIcon
              titleAccess={tasks.row.highPriority}
              sx={{ fontSize: 16, color: 'warning.main', verticalAlign: 'text-bottom', mx: -0.25 }}
            />
          )}
          {task.title}
        </Box>
        {roomy && task.clientName !== '' && (
          <Box
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 0.5,
              typography: 'caption',
              color: 'text.secondary',
              minWidth: 0,
            }}
          >
            <Box component="span" aria-hidden sx={{ display: 'flex', fontSize: 14 }}>
              {taskIcon(task.type)}
            </Box>
            <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
              {task.clientName}
            </Box>
          </Box>
        )}
      </ButtonBase>
      {menu && <TaskMenu task={task} anchor={menu} onClose={() => setMenu(null)} />}
    </>
  );
}

/** Makes a day a place to drop a task on. */
export function useDayDrop(): (day: string) => {
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
} {
  const actions = useTaskActions();
  return (day) => ({
    onDragOver(event) {
      if (event.dataTransfer.types.includes(dragType)) event.preventDefault();
    },
    onDrop(event) {
      if (!dragged || event.dataTransfer.getData(dragType) !== dragged.id) return;
      event.preventDefault();
      void actions.move(dragged, day);
      dragged = undefined;
    },
  });
}

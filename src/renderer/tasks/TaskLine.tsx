import DoneIcon from '@mui/icons-material/CheckCircle';
import MoreIcon from '@mui/icons-material/MoreVert';
import HighIcon from '@mui/icons-material/PriorityHigh';
import OpenIcon from '@mui/icons-material/RadioButtonUnchecked';
import { addDays, type IsoDate } from '@shared/lib/dates';
import type { TaskRow } from '@shared/tasks/contract';
import { dayOfTask, isLate, timeOfTask } from '@shared/tasks/rules';
import { type KeyboardEvent, useRef, useState } from 'react';
import { openOverlay } from '../services/overlays';
import { cardPath } from '../services/records';
import { useAppStatus } from '../services/session';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { ButtonBase } from '../ui/ButtonBase';
import { Checkbox } from '../ui/Checkbox';
import { systemZone } from '../ui/clock';
import { IconButton } from '../ui/IconButton';
import { Link } from '../ui/Link';
import { useRoving } from '../ui/use-roving';
import { CallTaskButton } from './CallTaskButton';
import { dueText } from './due-text';
import { ResultField } from './ResultField';
import { TaskMenu } from './TaskMenu';
import { taskIcon } from './task-icons';
import { useTaskActions } from './use-task-actions';

interface Props {
  readonly task: TaskRow;
  readonly now: string;
  readonly today: IsoDate;
  /** Only the time, where the list is of one day. */
  readonly timeOnly?: boolean;
  /** Width of the last column, in pixels, where lists of several kinds stand below each other. */
  readonly timeWidth?: number;
}

/**
 * One task in a list. The box completes it in place, asking in a small field what came of it; Enter opens, Space
 * completes, Shift+← and Shift+→ move it by a day, the menu has the rest.
 */
export function TaskLine({ task, now, today, timeOnly = false, timeWidth = timeOnly ? 56 : 134 }: Props) {
  const texts = useTexts();
  const { tasks } = texts;
  const language = useLanguage();
  const { session } = useAppStatus();
  const actions = useTaskActions();
  const [completing, setCompleting] = useState(false);
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  const line = useRef<HTMLLIElement>(null);
  useRoving(line, 'row', 'input[type="checkbox"], button, a[href]');
  const zone = systemZone();
  const late = isLate(task, now, zone);
  const open = task.status === 'open';
  const when = timeOnly ? timeOfTask(task, zone) : dueText(task, today, zone, language, texts);
  const someoneElse = task.assigneeId !== session.userId && task.assigneeName !== '';

  const toggle = () => (open ? setCompleting(true) : void actions.reopen(task));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement && event.target.type === 'text') return;
    if (event.key === ' ' && (event.target as HTMLElement).dataset.taskOpen !== undefined) {
      event.preventDefault();
      toggle();
    } else if (event.shiftKey && open && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      event.stopPropagation();
      void actions.move(task, addDays(dayOfTask(task, zone), event.key === 'ArrowLeft' ? -1 : 1));
    } else if (event.key === 'Delete') {
      void actions.remove(task);
    }
  };
  return (
    <Box
      component="li"
      ref={line}
      data-id={task.id}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => {
        event.preventDefault();
        setMenu(line.current);
      }}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        minHeight: 36,
        flexWrap: { xs: 'wrap', sm: 'nowrap' },
        pl: 0.5,
        pr: 0.5,
        borderBottom: 1,
        borderColor: 'divider',
        '&:last-of-type': { borderBottom: 0 },
        '&:hover': { bgcolor: 'action.hover' },
      }}
    >
      <Checkbox
        size="small"
        sx={{ p: 0.75 }}
        checked={!open || completing}
        onChange={() => (completing ? setCompleting(false) : toggle())}
        icon={<OpenIcon />}
        checkedIcon={<DoneIcon />}
        slotProps={{
          input: { 'aria-label': open ? tasks.row.complete(task.title) : tasks.row.reopen(task.title) },
        }}
      />
      {completing ? (
        <ResultField
          task={task}
          onDone={async (result) => {
            const done = await actions.complete(task, result);
            if (done) setCompleting(false);
            return done;
          }}
          onClose={() => setCompleting(false)}
        />
      ) : (
        <>
          <ButtonBase
            data-task-open
            onClick={() => openOverlay({ kind: 'task', taskId: task.id })}
            title={task.title}
            sx={{
              flex: 1,
              minWidth: { xs: 'calc(100% - 90px)', sm: 0 },
              minHeight: 32,
              alignSelf: 'stretch',
              justifyContent: 'flex-start',
              gap: 1,
              textAlign: 'left',
              borderRadius: 1,
            }}
          >
            <Box
              aria-label={tasks.types[task.type]}
              role="img"
              sx={{ display: 'flex', fontSize: 18, color: 'text.secondary' }}
            >
              {taskIcon(task.type)}
            </Box>
            {task.priority === 'high' && open && (
              <HighIcon
                titleAccess={tasks.row.highPriority}
                sx={{ fontSize: 18, color: 'warning.main', mx: -0.5 }}
              />
            )}
            <Box
              component="span"
              sx={{
                minWidth: 0,
                overflow: 'hidden',
                textOverflow: 'ellipsis',
                whiteSpace: 'nowrap',
                textDecoration: open ? undefined : 'line-through',
                color: open ? 'text.primary' : 'text.secondary',
              }}
            >
              {task.title}
            </Box>
            {!open && task.result !== '' && (
              <Box
                component="span"
                title={task.result}
                sx={{
                  minWidth: 0,
                  flexShrink: 2,
                  overflow: 'hidden',
                  textOverflow: 'ellipsis',
                  whiteSpace: 'nowrap',
                  color: 'text.secondary',
                }}
              >
                — {task.result}
              </Box>
            )}
          </ButtonBase>
          {task.clientId !== '' && task.clientName !== '' && (
            <Link
              href={`#${cardPath('clients', task.clientId)}`}
              underline="hover"
              noWrap
              title={[task.clientName, task.contactName].filter(Boolean).join(' · ')}
              sx={{
                width: { xs: 'auto', sm: '24%' },
                flex: { xs: 1, sm: '0 1 auto' },
                ml: { xs: 4.5, sm: 0 },
                minWidth: 90,
                typography: 'body2',
              }}
            >
              {task.clientName}
            </Link>
          )}
          {someoneElse && (
            <Box
              title={`${tasks.fields.assignee}: ${task.assigneeName}`}
              sx={{
                maxWidth: 130,
                typography: 'body2',
                color: 'text.secondary',
                overflow: 'hidden',
                textOverflow: 'ellipsis',
                whiteSpace: 'nowrap',
              }}
            >
              {task.assigneeName}
            </Box>
          )}
          <Box
            sx={{
              width: timeWidth,
              flexShrink: 0,
              textAlign: 'right',
              whiteSpace: 'nowrap',
              typography: 'body2',
              fontVariantNumeric: 'tabular-nums',
              color: late ? 'error.main' : 'text.secondary',
            }}
            title={late ? tasks.row.late : undefined}
          >
            {when}
          </Box>
          <CallTaskButton task={task} />
          <IconButton
            size="small"
            aria-label={tasks.row.actions(task.title)}
            aria-haspopup="menu"
            onClick={(event) => setMenu(event.currentTarget)}
          >
            <MoreIcon fontSize="small" />
          </IconButton>
        </>
      )}
      {menu && (
        <TaskMenu
          task={task}
          anchor={menu}
          onClose={() => setMenu(null)}
          onComplete={() => setCompleting(true)}
        />
      )}
    </Box>
  );
}

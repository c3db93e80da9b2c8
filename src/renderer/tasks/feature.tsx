import NewIcon from '@mui/icons-material/AddTask';
import TaskIcon from '@mui/icons-material/TaskAltOutlined';
import { localDate } from '@shared/lib/dates';
import { useLive, useStateOf } from '../ipc/use-live';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';
import { openOverlay } from '../services/overlays';
import { useAppStatus } from '../services/session';
import { systemZone, useMinute } from '../ui/clock';

const TasksScreen = lazyWithPrefetch(() => import('./TasksScreen').then((m) => m.TasksScreen));
const TaskForm = lazyWithPrefetch(() => import('./TaskForm').then((m) => m.TaskForm));
const TaskEntry = lazyWithPrefetch(() => import('./TaskEntry').then((m) => m.TaskEntry));
const CatchUp = lazyWithPrefetch(() => import('./CatchUp').then((m) => m.CatchUp));

declare module '../services/overlays' {
  interface OverlayParams {
    task: {
      readonly clientId?: string;
      readonly contactId?: string;
      readonly taskId?: string;
      readonly dueDate?: string;
      /** The deal a new task is a step of. */
      readonly dealId?: string;
    };
  }
}

/** The tasks that are overdue. */
function useOverdue(): number {
  const now = useMinute();
  const { session } = useAppStatus();
  const zone = systemZone();
  const counts = useLive('tasks.counts', { today: localDate(now, zone), zone, assigneeId: session.userId });
  return counts.value?.overdue ?? 0;
}

/** What passed while nobody was here; its form is loaded when there is something. */
function Missed() {
  const period = useStateOf('tasks.catchUp');
  return period && <CatchUp period={period} />;
}

export const tasks = defineFeature({
  name: 'tasks',
  sections: [{ action: 'go-tasks', path: '/tasks', icon: <TaskIcon />, useCount: useOverdue }],
  routes: [{ path: '/tasks', screen: () => <TasksScreen /> }],
  kinds: {
    tasks: {
      icon: <TaskIcon fontSize="small" />,
      open: (taskId) => openOverlay({ kind: 'task', taskId }),
    },
  },
  timeline: { task: TaskEntry },
  overlays: {
    task: {
      form: (task, onClose) => <TaskForm key={task.taskId ?? 'new'} {...task} onClose={onClose} />,
      aboutClient: true,
    },
  },
  actions: { 'new-task': { run: () => openOverlay({ kind: 'task' }) } },
  quick: [{ action: 'new-task', icon: <NewIcon /> }],
  beside: [Missed],
  likely: [TaskForm, TasksScreen],
});

import { toWallTime } from '@shared/lib/dates';
import type { TaskRow } from '@shared/tasks/contract';
import { texts } from '@shared/texts';
import { Notification, powerMonitor } from 'electron';
import type { HandlerServices } from '../app/system';
import { ReminderLoop } from './reminder-loop';

interface Services extends HandlerServices {
  /** Brings the window to the front with the task's form. */
  readonly openTask: (id: string) => void;
}

/** How often the profile's file is written for nothing but the passing of time, in milliseconds. */
const markEvery = 60_000;

/**
 * Reminds of tasks by the system's notifications, a click on which opens the task, and publishes `tasks.catchUp` after
 * sleep or a restart. Asks the reader thread; never touches the database itself.
 */
export function startReminders(services: Services): void {
  const { profile, states, read } = services;
  const assigneeId = () => profile.state.session.userId;
  states.publish('tasks.catchUp', null);
  /** A notification that is collected as garbage loses its click. */
  const shown = new Set<Notification>();
  const show = (title: string, body: string, onClick: () => void) => {
    if (!profile.state.settings.notifications || !Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    const forget = () => shown.delete(notification);
    notification.on('click', () => {
      forget();
      onClick();
    });
    notification.on('close', forget);
    shown.add(notification);
    notification.show();
  };
  const words = () => texts[profile.state.settings.language].tasks;
  const loop = new ReminderLoop({
    now: () => new Date().toISOString(),
    later(milliseconds, work) {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
    reminders: async (after, until) =>
      (await read('tasks.reminders', { after, until, assigneeId: assigneeId() })) as readonly TaskRow[],
    next: async (after) => String(await read('tasks.nextReminder', { after, assigneeId: assigneeId() })),
    notify(task) {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      const time = task.dueAt === '' ? '' : toWallTime(task.dueAt, zone).time;
      const body = [time, task.clientName, task.contactName].filter(Boolean).join(' · ');
      show(task.title, body || words().notification.title, () => services.openTask(task.id));
    },
    notifyMissed(count) {
      show(words().notification.title, words().notification.missed(count), () => services.windows.focus());
    },
    catchUp: () => states.get('tasks.catchUp') ?? null,
    setCatchUp: (value) => states.publish('tasks.catchUp', value),
    remindedUntil: () => profile.state.remindedUntil,
    setRemindedUntil(at, something) {
      const before = profile.state.remindedUntil;
      if (!something && before !== '' && Math.abs(Date.parse(at) - Date.parse(before)) < markEvery) return;
      profile.change({ remindedUntil: at });
    },
  });
  powerMonitor.on('resume', () => loop.woke());
  loop.start();
}

import { addDays, formatWeekdayDate, type IsoDate } from '@shared/lib/dates';
import type { Language } from '@shared/settings/contract';
import { dayOfTask, timeOfTask } from '@shared/tasks/rules';
import type { Task } from '@shared/tasks/schema';
import type { Texts } from '@shared/texts';

/** When a task is due, as people say it: «Сегодня, 14:30», «Завтра», «пт, 12 июня». */
export function dueText(
  task: Pick<Task, 'dueDate' | 'dueAt'>,
  today: IsoDate,
  zone: string,
  language: Language,
  { common }: Texts,
): string {
  const day = dayOfTask(task, zone);
  const time = timeOfTask(task, zone);
  const near: Readonly<Record<string, string>> = {
    [addDays(today, -1)]: common.yesterday,
    [today]: common.today,
    [addDays(today, 1)]: common.tomorrow,
  };
  const dayText = near[day] ?? formatWeekdayDate(day, language, Number(today.slice(0, 4)));
  return time === '' ? dayText : `${dayText}, ${time}`;
}

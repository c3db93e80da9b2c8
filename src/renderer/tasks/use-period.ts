import type { IsoDate } from '@shared/lib/dates';
import type { TaskFilter, TaskRow } from '@shared/tasks/contract';
import { dayOfTask } from '@shared/tasks/rules';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { useLive } from '../ipc/use-live';
import { useAction } from '../services/actions';
import { systemZone } from '../ui/clock';

/** More tasks than a calendar can show; what it leaves out is told. */
const most = 2000;

/** Tasks of a period by day of this computer's zone. */
export function useTasksByDay(filter: TaskFilter, from: IsoDate, to: IsoDate) {
  const live = useLive('tasks.between', { filter, from, to, zone: systemZone(), offset: 0, limit: most });
  const byDay = useMemo(() => {
    const days = new Map<IsoDate, TaskRow[]>();
    for (const task of live.value?.rows ?? []) {
      const day = dayOfTask(task, systemZone());
      const list = days.get(day);
      if (list) list.push(task);
      else days.set(day, [task]);
    }
    return days;
  }, [live.value]);
  const { total = 0, rows } = live.value ?? {};
  return { byDay, error: live.error, leftOut: Math.max(0, total - (rows?.length ?? 0)) };
}

/**
 * ← and → turn the period, T goes to today: wherever the focus is, but for fields, menus and dialogs.
 * @returns the place that takes the focus over from the button which chose the view, whose own arrows would catch these
 */
export function usePeriodKeys(
  turn: (by: 1 | -1) => void,
  goToday: () => void,
): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement?.matches('button[aria-pressed], body')) place.current?.focus();
  }, []);
  useAction('previous-period', () => turn(-1));
  useAction('next-period', () => turn(1));
  useAction('to-today', goToday);
  return place;
}

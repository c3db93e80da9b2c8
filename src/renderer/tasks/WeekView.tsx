import { russianCalendar } from '@shared/domain/calendar/work-calendar';
import { addDays, formatWeekdayDate, type IsoDate, startOfWeek } from '@shared/lib/dates';
import type { TaskFilter } from '@shared/tasks/contract';
import { useCallback, useState } from 'react';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { FailureText } from '../ui/FailureText';
import { DayHead } from './DayHead';
import { EarlierOverdue } from './EarlierOverdue';
import { LeftOut } from './LeftOut';
import { PeriodBar } from './PeriodBar';
import { TaskChip, useDayDrop } from './TaskChip';
import { moveBetweenTasks } from './TaskList';
import { usePeriodKeys, useTasksByDay } from './use-period';

interface Props {
  readonly filter: TaskFilter;
  readonly now: string;
  readonly today: IsoDate;
  /** Shows everything overdue. */
  readonly onOverdue: () => void;
  /** A day of the week to begin with. */
  readonly startDay: IsoDate;
}

/** Seven days side by side, Monday first. */
export function WeekView({ filter, now, today, startDay, onOverdue }: Props) {
  const { tasks } = useTexts();
  const language = useLanguage();
  const [monday, setMonday] = useState(() => startOfWeek(startDay));
  const turn = useCallback((by: 1 | -1) => setMonday((before) => addDays(before, 7 * by)), []);
  const goToday = useCallback(() => setMonday(startOfWeek(today)), [today]);
  const place = usePeriodKeys(turn, goToday);
  const sunday = addDays(monday, 6);
  const { byDay, error, leftOut } = useTasksByDay(filter, monday, sunday);
  const drop = useDayDrop();
  const year = Number(today.slice(0, 4));
  const title = tasks.period.weekOf(
    formatWeekdayDate(monday, language, year),
    formatWeekdayDate(sunday, language, year),
  );
  return (
    <Box
      ref={place}
      tabIndex={-1}
      sx={{
        display: 'flex',
        flexDirection: 'column',
        height: { xs: 'auto', md: '100%' },
        minHeight: 380,
        outline: 'none',
      }}
    >
      <PeriodBar title={title} onTurn={turn} onToday={goToday} />
      <FailureText failure={error} />
      <LeftOut count={leftOut} />
      {monday === startOfWeek(today) && filter.status === 'open' && (
        <EarlierOverdue filter={filter} before={monday} now={now} onAll={onOverdue} />
      )}
      <Box
        onKeyDown={moveBetweenTasks}
        sx={{
          flex: 1,
          minHeight: 0,
          display: 'grid',
          // Side by side a day is too narrow for its words in a small window: there they stand below each other.
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(7, minmax(0, 1fr))' },
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          overflow: 'hidden',
          bgcolor: 'background.paper',
        }}
      >
        {Array.from({ length: 7 }, (_, index) => addDays(monday, index)).map((day, index) => {
          const list = byDay.get(day) ?? [];
          return (
            <Box
              key={day}
              role="group"
              data-day={day}
              aria-label={tasks.period.day(formatWeekdayDate(day, language, year), list.length)}
              {...drop(day)}
              sx={{
                display: 'flex',
                flexDirection: 'column',
                minHeight: 0,
                minWidth: 0,
                borderLeft: { xs: 0, md: index === 0 ? 0 : 1 },
                borderTop: { xs: index === 0 ? 0 : 1, md: 0 },
                borderColor: { xs: 'divider', md: 'divider' },
                bgcolor: russianCalendar.dayKind(day) === 'off' ? 'background.default' : undefined,
              }}
            >
              <Box
                sx={{
                  px: 1,
                  py: 0.75,
                  borderBottom: { xs: 0, md: day === today ? 2 : 1 },
                  borderColor: { md: day === today ? 'primary.main' : 'divider' },
                }}
              >
                <DayHead day={day} today={today}>
                  {formatWeekdayDate(day, language, year)}
                </DayHead>
              </Box>
              <Box
                sx={{
                  flex: 1,
                  minHeight: 0,
                  overflowY: 'auto',
                  p: 0.5,
                  display: 'grid',
                  gap: 0.5,
                  alignContent: 'start',
                  gridTemplateColumns: 'minmax(0, 1fr)',
                }}
              >
                {list.map((task) => (
                  <TaskChip key={task.id} task={task} now={now} roomy />
                ))}
              </Box>
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}

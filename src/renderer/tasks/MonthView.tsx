import { russianCalendar } from '@shared/domain/calendar/work-calendar';
import {
  addMonths,
  formatMonth,
  formatWeekdayDate,
  type IsoDate,
  monthGrid,
  weekdayNames,
} from '@shared/lib/dates';
import type { TaskFilter } from '@shared/tasks/contract';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { ButtonBase } from '../ui/ButtonBase';
import { FailureText } from '../ui/FailureText';
import { textSizes } from '../ui/theme';
import { DayHead } from './DayHead';
import { LeftOut } from './LeftOut';
import { weekHeights } from './month-rows';
import { PeriodBar } from './PeriodBar';
import { TaskChip, useDayDrop } from './TaskChip';
import { moveBetweenTasks } from './TaskList';
import { usePeriodKeys, useTasksByDay } from './use-period';

interface Props {
  readonly filter: TaskFilter;
  readonly now: string;
  readonly today: IsoDate;
  /** Shows a day's whole week. */
  readonly onDay: (day: IsoDate) => void;
}

/** The heights a cell is filled by, in pixels: its head and each task. */
const headHeight = 25;
const chipHeight = 21;
/** A day with nothing on it. */
const emptyHeight = 44;

/** A month in whole weeks; a day with more than fits leads to its week. */
export function MonthView({ filter, now, today, onDay }: Props) {
  const { tasks } = useTexts();
  const language = useLanguage();
  const [month, setMonth] = useState(today);
  const turn = useCallback((by: 1 | -1) => setMonth((before) => addMonths(before, by)), []);
  const goToday = useCallback(() => setMonth(today), [today]);
  const place = usePeriodKeys(turn, goToday);
  const weeks = useMemo(() => monthGrid(month), [month]);
  const days = weeks.flat();
  const { byDay, error, leftOut } = useTasksByDay(filter, days[0] ?? month, days.at(-1) ?? month);
  const drop = useDayDrop();
  const grid = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const element = grid.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const needs = weeks.map((week) =>
    Math.max(emptyHeight, ...week.map((day) => headHeight + 4 + chipHeight * (byDay.get(day)?.length ?? 0))),
  );
  const heights = weekHeights(needs, Math.max(0, height - weeks.length + 1));
  const year = Number(today.slice(0, 4));
  return (
    <Box
      ref={place}
      tabIndex={-1}
      sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 420, outline: 'none' }}
    >
      <PeriodBar
        title={formatMonth(month, language)}
        {...(russianCalendar.known(month) ? {} : { note: tasks.period.unknownCalendar })}
        onTurn={turn}
        onToday={goToday}
      />
      <FailureText failure={error} />
      <LeftOut count={leftOut} />
      <Box
        aria-hidden
        sx={{ display: 'grid', gridTemplateColumns: 'repeat(7, minmax(0, 1fr))', typography: 'caption' }}
      >
        {weekdayNames[language].map((name) => (
          <Box key={name} sx={{ px: 1, pb: 0.5, color: 'text.secondary' }}>
            {name}
          </Box>
        ))}
      </Box>
      <Box
        ref={grid}
        onKeyDown={moveBetweenTasks}
        sx={{
          flex: 1,
          minHeight: 0,
          display: 'grid',
          gridTemplateColumns: 'repeat(7, minmax(0, 1fr))',
          gridTemplateRows: heights.map((one) => `${one}px`).join(' '),
          gap: '1px',
          border: 1,
          borderColor: 'divider',
          bgcolor: 'divider',
          borderRadius: 1,
          overflow: 'hidden',
        }}
      >
        {days.map((day, place) => {
          const list = byDay.get(day) ?? [];
          const room = Math.max(
            1,
            Math.floor(((heights[Math.floor(place / 7)] ?? 0) - headHeight) / chipHeight),
          );
          const shown = list.length > room ? Math.max(0, room - 1) : list.length;
          const other = day.slice(0, 7) !== month.slice(0, 7);
          return (
            <Box
              key={day}
              role="group"
              data-day={day}
              aria-label={tasks.period.day(formatWeekdayDate(day, language, year), list.length)}
              {...drop(day)}
              sx={{
                minWidth: 0,
                minHeight: 0,
                overflow: 'hidden',
                px: 0.5,
                bgcolor: russianCalendar.dayKind(day) === 'off' ? 'background.default' : 'background.paper',
              }}
            >
              <Box sx={{ px: 0.5, height: headHeight }}>
                <DayHead day={day} today={today} muted={other}>
                  {other ? formatWeekdayDate(day, language, year).split(', ')[1] : Number(day.slice(8))}
                </DayHead>
              </Box>
              <Box sx={{ display: 'grid', gap: '1px', gridTemplateColumns: 'minmax(0, 1fr)' }}>
                {list.slice(0, shown).map((task) => (
                  <TaskChip key={task.id} task={task} now={now} roomy={false} />
                ))}
                {list.length > shown && (
                  <ButtonBase
                    onClick={() => onDay(day)}
                    sx={{
                      justifyContent: 'flex-start',
                      px: 0.75,
                      fontSize: textSizes.note,
                      lineHeight: '20px',
                      color: 'primary.main',
                    }}
                  >
                    {tasks.period.more(list.length - shown)}
                  </ButtonBase>
                )}
              </Box>
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}

import PreviousIcon from '@mui/icons-material/ChevronLeft';
import NextIcon from '@mui/icons-material/ChevronRight';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { russianCalendar } from '@shared/domain/calendar/work-calendar';
import {
  addDays,
  addMonths,
  formatLongDate,
  formatMonth,
  type IsoDate,
  monthGrid,
  weekdayNames,
} from '@shared/lib/dates';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useLanguage, useTexts } from '../services/texts';

interface Props {
  /** The chosen date, or ''. */
  readonly value: IsoDate;
  readonly today: IsoDate;
  readonly onPick: (date: IsoDate) => void;
}

/** One month to pick a day from: arrows by a day and a week, Page Up and Down by a month, Enter picks. */
export function MonthPicker({ value, today, onPick }: Props) {
  const { tasks } = useTexts();
  const language = useLanguage();
  const [active, setActive] = useState(value || today);
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    grid.current?.querySelector<HTMLElement>(`[data-date="${active}"]`)?.focus();
  }, [active]);
  const onKeyDown = (event: KeyboardEvent) => {
    const to: Record<string, () => IsoDate> = {
      ArrowLeft: () => addDays(active, -1),
      ArrowRight: () => addDays(active, 1),
      ArrowUp: () => addDays(active, -7),
      ArrowDown: () => addDays(active, 7),
      PageUp: () => addMonths(active, -1),
      PageDown: () => addMonths(active, 1),
    };
    const move = to[event.key];
    if (!move) return;
    event.preventDefault();
    setActive(move());
  };
  return (
    <Box sx={{ p: 1.5 }} ref={grid}>
      <Box sx={{ display: 'flex', alignItems: 'center', mb: 1 }}>
        <IconButton
          size="small"
          aria-label={tasks.previousMonth}
          onClick={() => setActive(addMonths(active, -1))}
        >
          <PreviousIcon />
        </IconButton>
        <Typography variant="h3" component="div" aria-live="polite" sx={{ flex: 1, textAlign: 'center' }}>
          {formatMonth(active, language)}
        </Typography>
        <IconButton size="small" aria-label={tasks.nextMonth} onClick={() => setActive(addMonths(active, 1))}>
          <NextIcon />
        </IconButton>
      </Box>
      <Box
        onKeyDown={onKeyDown}
        sx={{ display: 'grid', gridTemplateColumns: 'repeat(7, 34px)', gap: 0.25, justifyItems: 'center' }}
      >
        {weekdayNames[language].map((name) => (
          <Box key={name} aria-hidden sx={{ typography: 'caption', color: 'text.secondary' }}>
            {name}
          </Box>
        ))}
        {monthGrid(active)
          .flat()
          .map((date) => (
            <ButtonBase
              key={date}
              data-date={date}
              tabIndex={date === active ? 0 : -1}
              aria-label={formatLongDate(date, language)}
              aria-current={date === today ? 'date' : undefined}
              aria-pressed={date === value}
              onClick={() => onPick(date)}
              sx={{
                width: 34,
                height: 34,
                borderRadius: 1,
                typography: 'body2',
                fontWeight: date === today ? 700 : 400,
                color:
                  date.slice(0, 7) !== active.slice(0, 7)
                    ? 'text.disabled'
                    : russianCalendar.dayKind(date) === 'off'
                      ? 'error.main'
                      : 'text.primary',
                outline: date === today ? '1px solid' : undefined,
                outlineColor: 'primary.main',
                '&:hover': { bgcolor: 'action.hover' },
                '&[aria-pressed="true"]': { bgcolor: 'primary.main', color: 'primary.contrastText' },
              }}
            >
              {Number(date.slice(8))}
            </ButtonBase>
          ))}
      </Box>
    </Box>
  );
}

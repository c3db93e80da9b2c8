import AddIcon from '@mui/icons-material/Add';
import { russianCalendar } from '@shared/domain/calendar/work-calendar';
import { formatWeekdayDate, type IsoDate } from '@shared/lib/dates';
import type { ReactNode } from 'react';
import { openOverlay } from '../services/overlays';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { IconButton } from '../ui/IconButton';

/** The head of a day in a calendar: its number, whether it is worked, and a button for a new task on it. */
export function DayHead({
  day,
  today,
  muted = false,
  children,
}: {
  readonly day: IsoDate;
  readonly today: IsoDate;
  /** A day of another month. */
  readonly muted?: boolean;
  readonly children: ReactNode;
}) {
  const { tasks } = useTexts();
  const language = useLanguage();
  const kind = russianCalendar.dayKind(day);
  const said = kind === 'off' ? tasks.period.dayOff : kind === 'short' ? tasks.period.shortDay : '';
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        minWidth: 0,
        '& .add': { opacity: 0 },
        '*:hover > & .add, & .add:focus-visible': { opacity: 1 },
      }}
    >
      <Box
        title={said || undefined}
        sx={{
          flex: 1,
          minWidth: 0,
          whiteSpace: 'nowrap',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          fontWeight: day === today ? 700 : 400,
          color: day === today ? 'primary.main' : muted || kind === 'off' ? 'text.secondary' : 'text.primary',
        }}
      >
        {children}
        {kind === 'short' && (
          <Box component="span" aria-hidden sx={{ color: 'warning.main' }}>
            *
          </Box>
        )}
      </Box>
      <IconButton
        size="small"
        className="add"
        aria-label={tasks.period.addOn(formatWeekdayDate(day, language))}
        onClick={() => openOverlay({ kind: 'task', dueDate: day })}
        sx={{ p: 0.25 }}
      >
        <AddIcon fontSize="small" />
      </IconButton>
    </Box>
  );
}

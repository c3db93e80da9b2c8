import { quickDates } from '@shared/lib/dates';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Chip } from '../ui/Chip';
import { systemZone, useMinute } from '../ui/clock';

interface Props {
  readonly dueDate: string;
  readonly dueTime: string;
  /** Told the local day and `HH:MM`, '' for the whole day. */
  readonly onPick: (due: { readonly dueDate: string; readonly dueTime: string }) => void;
  readonly disabled?: boolean;
}

/** The usual due dates, one click each: «Через час», «Завтра 10:00», «Через неделю», «В понедельник». */
export function QuickDates({ dueDate, dueTime, onPick, disabled = false }: Props) {
  const { tasks } = useTexts();
  const now = useMinute();
  return (
    <Box role="group" aria-label={tasks.quickLabel} sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
      {quickDates(now, systemZone()).map((offer) => {
        const time = offer.dueTime ?? '';
        const chosen = dueDate === offer.dueDate && dueTime === time;
        return (
          <Chip
            key={offer.code}
            label={tasks.quick[offer.code]}
            aria-pressed={chosen}
            color={chosen ? 'primary' : 'default'}
            variant={chosen ? 'filled' : 'outlined'}
            disabled={disabled}
            onClick={() => onPick({ dueDate: offer.dueDate, dueTime: time })}
          />
        );
      })}
    </Box>
  );
}

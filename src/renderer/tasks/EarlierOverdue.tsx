import { addDays, type IsoDate } from '@shared/lib/dates';
import type { TaskFilter } from '@shared/tasks/contract';
import { useLive } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { systemZone } from '../ui/clock';
import { TaskChip } from './TaskChip';

/** As many as stand in one row of a usual window; the list has the rest. */
const most = 6;

interface Props {
  readonly filter: TaskFilter;
  /** The first day of the week that is shown. */
  readonly before: IsoDate;
  readonly now: string;
  /** Shows all that is overdue. */
  readonly onAll: () => void;
}

/** What was not done in earlier weeks, above this one: it has no day here, and must not be out of sight for that. */
export function EarlierOverdue({ filter, before, now, onAll }: Props) {
  const { tasks } = useTexts();
  const { value } = useLive('tasks.between', {
    ...{ filter, from: '', to: addDays(before, -1), zone: systemZone(), offset: 0, limit: most },
  });
  if (!value || value.total === 0) return null;
  const title = tasks.period.earlierOverdue(value.total);
  return (
    <Box role="group" aria-label={title} sx={{ mb: 1 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 0.5 }}>
        <Box sx={{ typography: 'h3', color: 'error.main' }}>{title}</Box>
        {value.total > most && (
          <Button size="small" onClick={onAll}>
            {tasks.period.more(value.total - most)}
          </Button>
        )}
      </Box>
      <Box sx={{ display: 'grid', gap: 0.5, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
        {value.rows.map((task) => (
          <TaskChip key={task.id} task={task} now={now} roomy={false} />
        ))}
      </Box>
    </Box>
  );
}

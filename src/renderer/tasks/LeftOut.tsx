import { useTexts } from '../services/texts';
import { Typography } from '../ui/Typography';

/** Says how many tasks of the period the calendar does not show: nothing is left out in silence. */
export function LeftOut({ count }: { readonly count: number }) {
  const { tasks } = useTexts();
  if (count === 0) return null;
  return (
    <Typography variant="body2" role="status" sx={{ mb: 1, color: 'text.secondary' }}>
      {tasks.period.leftOut(count)}
    </Typography>
  );
}

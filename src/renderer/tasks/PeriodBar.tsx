import PreviousIcon from '@mui/icons-material/ChevronLeft';
import NextIcon from '@mui/icons-material/ChevronRight';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { IconButton } from '../ui/IconButton';
import { Typography } from '../ui/Typography';

interface Props {
  readonly title: string;
  /** A word about the period, such as that its holidays are not certain. */
  readonly note?: string;
  readonly onTurn: (by: 1 | -1) => void;
  readonly onToday: () => void;
}

/** The head of a week or a month: its name, and the ways to another. */
export function PeriodBar({ title, note, onTurn, onToday }: Props) {
  const { tasks } = useTexts();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.5, mb: 1 }}>
      <IconButton size="small" aria-label={tasks.period.previous} title="←" onClick={() => onTurn(-1)}>
        <PreviousIcon />
      </IconButton>
      <IconButton size="small" aria-label={tasks.period.next} title="→" onClick={() => onTurn(1)}>
        <NextIcon />
      </IconButton>
      <Button size="small" title="T" onClick={onToday}>
        {tasks.period.today}
      </Button>
      <Typography variant="h2" aria-live="polite" noWrap sx={{ ml: 1 }}>
        {title}
      </Typography>
      <Box sx={{ flex: 1 }} />
      <Typography
        variant="body2"
        sx={{ color: 'text.secondary', display: { xs: note ? 'block' : 'none', md: 'block' } }}
      >
        {note ?? tasks.period.keys}
      </Typography>
    </Box>
  );
}

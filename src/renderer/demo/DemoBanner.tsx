import { useAppStatus } from '../services/session';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { DropDemoButton } from './DropDemoButton';

/** Says that the database is made up, and drops it. */
export function DemoBanner() {
  const { app } = useTexts();
  const { demo } = useAppStatus();
  if (!demo) return null;
  return (
    <Box
      role="note"
      sx={{
        display: 'flex',
        alignItems: 'center',
        columnGap: 2,
        flexWrap: 'wrap',
        px: { xs: 2, lg: 3 },
        py: 0.25,
        bgcolor: 'action.selected',
        borderBottom: 1,
        borderColor: 'divider',
        typography: 'body2',
      }}
    >
      {app.demo.banner}
      <DropDemoButton size="small" />
    </Box>
  );
}

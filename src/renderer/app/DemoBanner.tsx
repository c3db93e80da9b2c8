import Box from '@mui/material/Box';
import { DropDemoButton } from './DropDemoButton';
import { useAppStatus } from './session';
import { useTexts } from './texts';

/** Says that the base is made up, and drops it. */
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
        gap: 2,
        px: 3,
        py: 0.5,
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

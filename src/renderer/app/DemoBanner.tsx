import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { useAppStatus } from './session';
import { useTexts } from './texts';

/** Says that the base is made up, and drops it. */
export function DemoBanner() {
  const { app } = useTexts();
  const { demo } = useAppStatus();
  const drop = useCommand('app.dropDemo');
  const [asking, setAsking] = useState(false);
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
      <Button size="small" onClick={() => setAsking(true)} disabled={drop.busy}>
        {app.demo.drop}
      </Button>
      {asking && (
        <ConfirmDialog
          title={app.demo.drop}
          text={app.demo.confirm}
          action={app.demo.drop}
          onConfirm={() => void drop.run({})}
          onClose={() => setAsking(false)}
        />
      )}
    </Box>
  );
}

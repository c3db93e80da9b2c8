import CallIcon from '@mui/icons-material/AddIcCall';
import TaskIcon from '@mui/icons-material/AddTask';
import ClientIcon from '@mui/icons-material/PersonAddAlt1';
import type { ReactNode } from 'react';
import { type Overlay, openOverlay } from '../services/overlays';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { ButtonBase } from '../ui/ButtonBase';
import { Paper } from '../ui/Paper';

/** The three deeds of a day, big enough to be hit without looking. */
export function QuickActions() {
  const { today } = useTexts();
  const { quick } = today;
  const deeds: readonly (readonly [Overlay, ReactNode, string, string, string])[] = [
    [{ kind: 'call' }, <CallIcon key="call" />, quick.call, quick.callHint, 'Ctrl+L'],
    [{ kind: 'task' }, <TaskIcon key="task" />, quick.task, quick.taskHint, 'Ctrl+T'],
    [{ kind: 'client' }, <ClientIcon key="client" />, quick.client, quick.clientHint, 'Ctrl+N'],
  ];
  return (
    <Box
      role="group"
      aria-label={quick.label}
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, minmax(0, 1fr))' },
      }}
    >
      {deeds.map(([overlay, icon, title, hint, keys]) => (
        <Paper key={overlay.kind} variant="outlined" sx={{ overflow: 'hidden' }}>
          <ButtonBase
            onClick={() => openOverlay(overlay)}
            title={keys}
            sx={{
              width: '100%',
              height: '100%',
              justifyContent: 'flex-start',
              alignItems: 'center',
              gap: 1.5,
              px: 2,
              py: 1,
              textAlign: 'left',
              '&:hover': { bgcolor: 'action.hover' },
              '& svg': { fontSize: 28, color: 'primary.main' },
            }}
          >
            {icon}
            <Box sx={{ minWidth: 0 }}>
              <Box sx={{ typography: 'h3' }}>{title}</Box>
              <Box sx={{ typography: 'body2', color: 'text.secondary' }}>{hint}</Box>
            </Box>
          </ButtonBase>
        </Paper>
      ))}
    </Box>
  );
}

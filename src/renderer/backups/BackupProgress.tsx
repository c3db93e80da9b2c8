import type { BackupsState } from '@shared/backups/contract';
import { ask } from '../ipc/client';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { LinearProgress } from '../ui/Progress';
import { Typography } from '../ui/Typography';

/** How far a copy or a restore is, and the way to end it. */
export function BackupProgress({ running }: { readonly running: NonNullable<BackupsState['running']> }) {
  const { backups: words } = useTexts();
  const making = {
    copy: { base: words.making, files: words.makingFiles },
    restore: { base: words.preparing, files: words.preparingFiles },
  }[running.task][running.stage];
  const percent = Math.round(running.done * 100);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }} role="status">
      <Box sx={{ flex: 1, maxWidth: 420 }}>
        <Typography variant="body2" sx={{ mb: 0.5 }}>
          {running.cancelling ? words.cancelling : making}
        </Typography>
        <LinearProgress
          aria-label={making}
          {...(percent > 0 ? { variant: 'determinate' as const, value: percent } : {})}
        />
      </Box>
      <Button size="small" disabled={running.cancelling} onClick={() => void ask('backups.cancel', {})}>
        {words.cancel}
      </Button>
    </Box>
  );
}

import type { ImportRunning, ImportUndoing } from '@shared/import/contract';
import { useCommand } from '../ipc/use-command';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { LinearProgress } from '../ui/Progress';
import { Typography } from '../ui/Typography';
import { CountTiles } from './CountTiles';

type Busy = ImportRunning | ImportUndoing;

/** A dry run, an import or an undo under way. One may leave the screen meanwhile. */
export function Running({ progress }: { readonly progress: Busy }) {
  const { imports } = useTexts();
  const cancel = useCommand('import.cancel');
  if (progress.phase === 'undoing') {
    const { done, total, fileName } = progress;
    return <Bar label={imports.undoing(fileName)} share={total === 0 ? 0 : done / total} />;
  }
  const { phase, bytes, totalBytes, totalRows, counts, speed } = progress;
  const share = totalRows > 0 ? counts.rows / totalRows : totalBytes === 0 ? 0 : bytes / totalBytes;
  const left = share > 0 && speed > 0 ? (counts.rows / share - counts.rows) / speed : 0;
  const { tiles } = imports;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Bar label={phase === 'checking' ? imports.checking : imports.importing} share={share} />
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, minHeight: 36 }}>
        <Typography sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums', flex: 1 }}>
          {[
            imports.progress(counts.rows),
            speed > 0 ? imports.speed(speed) : '',
            share > 0.02 ? imports.left(left) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </Typography>
        <Button variant="outlined" onClick={() => void cancel.run({})} autoFocus>
          {imports.cancel}
        </Button>
      </Box>
      <CountTiles
        label={imports.progress(counts.rows)}
        tiles={[
          { name: tiles.fresh, value: counts.fresh, tone: 'success' },
          { name: tiles.duplicates, value: counts.duplicates },
          { name: tiles.invalid, value: counts.invalid, tone: 'error' },
          { name: tiles.warnings, value: counts.warnings, tone: 'warning' },
        ]}
      />
    </Box>
  );
}

function Bar({ label, share }: { readonly label: string; readonly share: number }) {
  const percent = Math.min(100, Math.round(share * 100));
  return (
    <Box>
      <Box sx={{ display: 'flex', mb: 1 }}>
        <Typography variant="h2" component="p" role="status" sx={{ flex: 1 }}>
          {label}
        </Typography>
        <Typography sx={{ fontVariantNumeric: 'tabular-nums' }}>{percent} %</Typography>
      </Box>
      <LinearProgress
        variant="determinate"
        value={percent}
        aria-label={label}
        sx={{ height: 10, borderRadius: 1 }}
      />
    </Box>
  );
}

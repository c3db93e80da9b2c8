import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { goTo, paths } from '../app/navigation';
import { useAppStatus } from '../app/session';
import { useTexts } from '../app/texts';
import { ask } from '../ipc/client';
import { useCommand } from '../ipc/use-command';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { FailureText } from '../ui/FailureText';

/** The base and its surroundings: import, the demo, logs. */
export function DataSettings() {
  const { settings: words, app } = useTexts();
  const { demo } = useAppStatus();
  const drop = useCommand('app.dropDemo');
  const [asking, setAsking] = useState(false);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {demo && (
        <Line note={words.demoNote}>
          <Button variant="outlined" color="error" onClick={() => setAsking(true)} disabled={drop.busy}>
            {app.demo.drop}
          </Button>
        </Line>
      )}
      <FailureText failure={drop.error} />
      <Line note={words.importNote}>
        <Button variant="outlined" onClick={() => goTo(paths.import)}>
          {words.openImport}
        </Button>
      </Line>
      <Line note={words.logsNote}>
        <Button variant="outlined" onClick={() => void ask('app.openLogs', {})}>
          {words.openLogs}
        </Button>
        <Button onClick={() => void ask('app.showStoreFolder', {})}>{words.showBase}</Button>
      </Line>
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

function Line({ note, children }: { readonly note: string; readonly children: ReactNode }) {
  return (
    <Box>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 0.75 }}>
        {note}
      </Typography>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>{children}</Box>
    </Box>
  );
}

import type { ReactNode } from 'react';
import { DropDemoButton } from '../demo/DropDemoButton';
import { ask } from '../ipc/client';
import { KeepSettings } from '../recycle-bin/KeepSettings';
import { runAction } from '../services/actions';
import { useAppStatus } from '../services/session';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { Typography } from '../ui/Typography';

/** The database and its surroundings: import, the demo, logs. */
export function DataSettings() {
  const { settings: words } = useTexts();
  const { demo } = useAppStatus();
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {demo && (
        <Line note={words.demoNote}>
          <DropDemoButton variant="outlined" color="error" />
        </Line>
      )}
      <Line note={words.importNote}>
        <Button variant="outlined" onClick={() => runAction('go-import')}>
          {words.openImport}
        </Button>
      </Line>
      <KeepSettings />
      <Line note={words.logsNote}>
        <Button variant="outlined" onClick={() => void ask('app.openLogs', {})}>
          {words.openLogs}
        </Button>
        <Button onClick={() => void ask('app.showStoreFolder', {})}>{words.showDatabase}</Button>
      </Line>
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

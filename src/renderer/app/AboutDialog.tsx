import type { Versions } from '@shared/app/contract';
import { useEffect, useState } from 'react';
import { ask } from '../ipc/client';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { DialogFrame } from '../ui/DialogFrame';
import { Typography } from '../ui/Typography';

/** What is running, for a person and for whoever helps. */
export function AboutDialog({ onClose }: { readonly onClose: () => void }) {
  const { app, common } = useTexts();
  const [versions, setVersions] = useState<Versions>();
  useEffect(() => {
    void ask('app.versions', {}).then((result) => {
      if (result.ok) setVersions(result.value);
    });
  }, []);
  const rows = versions
    ? ([
        [app.about.version, versions.app],
        ['Electron', versions.electron],
        ['Chromium', versions.chromium],
        ['Node.js', versions.node],
        ['SQLite', versions.sqlite],
        [app.about.system, versions.system],
      ] as const)
    : [];
  return (
    <DialogFrame
      title={app.about.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => void ask('app.openLogs', {})}>{app.about.logs}</Button>
          <Button
            onClick={() => {
              const text = rows.map(([label, value]) => `${label}: ${value}`).join('\n');
              void ask('app.copy', { text }).then(() => notify(common.copied));
            }}
          >
            {app.about.copyVersions}
          </Button>
          <Button onClick={onClose} autoFocus>
            {common.close}
          </Button>
        </>
      }
    >
      <Typography variant="h1" component="p" sx={{ mb: 1, color: 'primary.main' }}>
        {app.name}
      </Typography>
      {rows.map(([label, value]) => (
        <Box key={label} sx={{ display: 'flex', gap: 2, py: 0.25 }}>
          <Box sx={{ width: 110, color: 'text.secondary' }}>{label}</Box>
          <span>{value}</span>
        </Box>
      ))}
      <Typography variant="body2" sx={{ mt: 2, color: 'text.secondary' }}>
        {app.about.licence}
      </Typography>
    </DialogFrame>
  );
}

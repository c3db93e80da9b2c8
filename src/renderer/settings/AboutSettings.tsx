import { useEffect, useState } from 'react';
import { ask } from '../ipc/client';
import { openOverlay } from '../services/overlays';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { Typography } from '../ui/Typography';

/** The version, and the ways to the rest. */
export function AboutSettings() {
  const { settings: words, app } = useTexts();
  const [version, setVersion] = useState('');
  useEffect(() => {
    void ask('app.versions', {}).then((result) => {
      if (result.ok) setVersion(result.value.app);
    });
  }, []);
  return (
    <Box>
      <Typography sx={{ mb: 1, minHeight: 24 }}>{version && `${app.name} ${version}`}</Typography>
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button variant="outlined" onClick={() => openOverlay({ kind: 'about' })}>
          {words.moreAbout}
        </Button>
        <Button onClick={() => openOverlay({ kind: 'shortcuts' })} title="?">
          {words.shortcuts}
        </Button>
      </Box>
    </Box>
  );
}

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { KeepTerm } from '@shared/recycle-bin/term';
import { keepTerms } from '@shared/settings/contract';
import { runAction } from '../services/actions';
import { useSettings, useTexts } from '../services/texts';
import { useSettingsChange } from '../settings/use-settings-change';

/** How long former values and deleted records are kept on this device. */
export function KeepSettings() {
  const { recycleBin: words } = useTexts();
  const { keepHistory } = useSettings();
  const change = useSettingsChange();
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, flexWrap: 'wrap' }}>
      <TextField
        select
        label={words.keep}
        value={keepHistory}
        onChange={(event) => change({ keepHistory: event.target.value as KeepTerm })}
        helperText={words.keepHint}
        sx={{ width: 420, maxWidth: '100%' }}
      >
        {keepTerms.map((term) => (
          <MenuItem key={term} value={term}>
            {words.keepYears[term]}
          </MenuItem>
        ))}
      </TextField>
      <Button onClick={() => runAction('go-bin')} sx={{ minHeight: 40 }}>
        {words.openBin}
      </Button>
    </Box>
  );
}

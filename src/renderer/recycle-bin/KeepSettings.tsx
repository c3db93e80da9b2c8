import type { KeepTerm } from '@shared/recycle-bin/term';
import { keepTerms } from '@shared/settings/contract';
import { runAction } from '../services/actions';
import { useSettings, useTexts } from '../services/texts';
import { useSettingsChange } from '../settings/use-settings-change';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';

/** How long former values and deleted records are kept on this device. */
export function KeepSettings() {
  const { recycleBin: words } = useTexts();
  const { keepHistory } = useSettings();
  const change = useSettingsChange();
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, flexWrap: 'wrap' }}>
      <Select
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
      </Select>
      <Button onClick={() => runAction('go-bin')} sx={{ minHeight: 40 }}>
        {words.openBin}
      </Button>
    </Box>
  );
}

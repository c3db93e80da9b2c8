import { isTime } from '@shared/lib/typed-date';
import { dialSchemes, type Settings } from '@shared/settings/contract';
import { useState } from 'react';
import { useSettings, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { TimeField } from '../ui/TimeField';
import { SavedField } from './SavedField';
import { useSettingsChange } from './use-settings-change';

/** How a number is dialled, and when clients like to be called. */
export function CallSettings() {
  const { settings: words } = useTexts();
  const settings = useSettings();
  const change = useSettingsChange();
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Select
        label={words.dialScheme}
        value={settings.dialScheme}
        onChange={(event) => change({ dialScheme: event.target.value as Settings['dialScheme'] })}
        sx={{ maxWidth: 460 }}
      >
        {dialSchemes.map((scheme) => (
          <MenuItem key={scheme} value={scheme}>
            {words.dialSchemes[scheme]}
          </MenuItem>
        ))}
      </Select>
      {settings.dialScheme === 'sip' && (
        <SavedField
          label={words.sipHost}
          value={settings.sipHost}
          helperText={words.sipHostHint}
          maxLength={200}
          onSave={(sipHost) => change({ sipHost })}
        />
      )}
      <PoliteHours />
    </Box>
  );
}

/** The two ends are saved once both are times and stand in order. */
function PoliteHours() {
  const { settings: words } = useTexts();
  const { politeFrom, politeTo } = useSettings();
  const change = useSettingsChange();
  const [hours, setHours] = useState({ politeFrom, politeTo });
  const put = (patch: Partial<typeof hours>) => {
    const next = { ...hours, ...patch };
    setHours(next);
    if (isTime(next.politeFrom) && isTime(next.politeTo) && next.politeFrom < next.politeTo) change(next);
  };
  const wrong = isTime(hours.politeFrom) && isTime(hours.politeTo) && hours.politeFrom >= hours.politeTo;
  return (
    <Box role="group" aria-label={words.politeHours}>
      <Box sx={{ display: 'flex', gap: 2, maxWidth: 460 }}>
        <TimeField
          label={words.politeFrom}
          value={hours.politeFrom}
          onChange={(value) => put({ politeFrom: value })}
        />
        <TimeField
          label={words.politeTo}
          value={hours.politeTo}
          onChange={(value) => put({ politeTo: value })}
        />
      </Box>
      <Box
        role={wrong ? 'alert' : undefined}
        sx={{ mt: 0.5, typography: 'caption', color: wrong ? 'error.main' : 'text.secondary' }}
      >
        {wrong ? words.politeOrder : words.politeHint}
      </Box>
    </Box>
  );
}

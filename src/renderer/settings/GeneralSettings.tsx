import { type Language, languages, type Theme, themes } from '@shared/settings/contract';
import { ask } from '../ipc/client';
import { useAppStatus } from '../services/session';
import { useSettings, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { FormControlLabel } from '../ui/FormControlLabel';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { Switch } from '../ui/Switch';
import { SavedField } from './SavedField';
import { useSettingsChange } from './use-settings-change';

/** Language, look, one's own name, reminders. */
export function GeneralSettings() {
  const { settings: words } = useTexts();
  const settings = useSettings();
  const { session } = useAppStatus();
  const change = useSettingsChange();
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
        <Select
          label={words.language}
          value={settings.language}
          onChange={(event) => change({ language: event.target.value as Language })}
          sx={{ width: 222 }}
        >
          {languages.map((language) => (
            <MenuItem key={language} value={language} lang={language}>
              {words.languages[language]}
            </MenuItem>
          ))}
        </Select>
        <Select
          label={words.theme}
          value={settings.theme}
          onChange={(event) => change({ theme: event.target.value as Theme })}
          sx={{ width: 222 }}
        >
          {themes.map((theme) => (
            <MenuItem key={theme} value={theme}>
              {words.themes[theme]}
            </MenuItem>
          ))}
        </Select>
      </Box>
      <SavedField
        label={words.yourName}
        value={session.userName}
        helperText={words.yourNameHint}
        maxLength={300}
        onSave={(userName) => void ask('app.rename', { userName })}
      />
      <FormControlLabel
        control={
          <Switch
            checked={settings.notifications}
            onChange={(event) => change({ notifications: event.target.checked })}
          />
        }
        label={words.notifications}
      />
    </Box>
  );
}

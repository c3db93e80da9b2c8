import LockIcon from '@mui/icons-material/LockOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useAppStatus } from '../app/session';
import { useTexts } from '../app/texts';

/** How the base is protected, and where that is less than it could be. */
export function SecuritySettings() {
  const { settings: words, app } = useTexts();
  const { keyProtection } = useAppStatus();
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <LockIcon color="success" />
        <Typography>{words.encrypted}</Typography>
      </Box>
      {keyProtection === 'weak' && <Alert severity="warning">{app.weakKey}</Alert>}
    </Box>
  );
}

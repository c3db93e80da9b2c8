import UploadIcon from '@mui/icons-material/UploadFileOutlined';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { Paper } from '../ui/Paper';
import { Typography } from '../ui/Typography';
import { History } from './History';

interface Props {
  readonly onChoose: () => void;
  readonly busy: boolean;
}

/** The beginning: what can be imported, and what was. */
export function Start({ onChoose, busy }: Props) {
  const { imports } = useTexts();
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 3 }}>
      <Paper
        variant="outlined"
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 3,
          p: 3,
          borderStyle: 'dashed',
          '& > svg': { fontSize: 44, color: 'primary.main', flexShrink: 0 },
        }}
      >
        <UploadIcon />
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography variant="h2">{imports.startTitle}</Typography>
          <Typography sx={{ color: 'text.secondary', maxWidth: 720, mt: 0.5 }}>
            {imports.startText}
          </Typography>
          <Typography variant="caption" sx={{ color: 'text.secondary', display: 'block', mt: 1 }}>
            {imports.accepts}
          </Typography>
        </Box>
        <Button variant="contained" size="large" onClick={onChoose} disabled={busy} sx={{ flexShrink: 0 }}>
          {imports.chooseFile}
        </Button>
      </Paper>
      <History />
    </Box>
  );
}

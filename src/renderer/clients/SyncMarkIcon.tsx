import ConfirmedIcon from '@mui/icons-material/CloudDoneOutlined';
import LocalIcon from '@mui/icons-material/CloudOffOutlined';
import SentIcon from '@mui/icons-material/CloudUploadOutlined';
import Box from '@mui/material/Box';
import type { SyncMark } from '@shared/sync/contract';
import { useTexts } from '../app/texts';

const icons = { 0: LocalIcon, 1: SentIcon, 2: ConfirmedIcon } as const;

/** Where a record is: only here, sent, or confirmed; in words on hover and for a screen reader. */
export function SyncMarkIcon({ mark }: { readonly mark: SyncMark }) {
  const { common } = useTexts();
  const Icon = icons[mark];
  return (
    <Box
      component="span"
      role="img"
      aria-label={common.marks[mark]}
      title={common.marks[mark]}
      sx={{ display: 'inline-flex', color: mark === 2 ? 'success.main' : 'text.secondary' }}
    >
      <Icon sx={{ fontSize: 18 }} />
    </Box>
  );
}

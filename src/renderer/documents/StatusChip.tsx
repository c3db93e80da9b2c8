import Chip from '@mui/material/Chip';
import type { DocumentStatus } from '@shared/documents/schema';
import { useTexts } from '../app/texts';

const colors = {
  draft: 'default',
  posted: 'primary',
  sent: 'info',
  signed: 'success',
  paid: 'success',
  cancelled: 'default',
} as const;

/** A document's status in a word and a colour. */
export function StatusChip({ status }: { readonly status: DocumentStatus }) {
  const { documents } = useTexts();
  return (
    <Chip
      label={documents.statuses[status]}
      color={colors[status]}
      variant="outlined"
      sx={status === 'cancelled' ? { textDecoration: 'line-through' } : {}}
    />
  );
}

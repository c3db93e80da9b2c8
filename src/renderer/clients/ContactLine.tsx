import CloseIcon from '@mui/icons-material/Close';
import EditIcon from '@mui/icons-material/EditOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import type { ReactNode } from 'react';

interface Props {
  /** What kind of phone or e-mail it is. */
  readonly label: ReactNode;
  readonly children: ReactNode;
  /** Words of the two buttons, with the number or address in them. */
  readonly editWords: string;
  readonly removeWords: string;
  /** Absent while it is being edited. */
  readonly onEdit?: (() => void) | undefined;
  readonly onRemove: () => void;
}

/** One phone or e-mail of a card: its kind, itself, and what can be done with it. */
export function ContactLine({ label, children, editWords, removeWords, onEdit, onRemove }: Props) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: '118px minmax(0, 1fr) auto',
        '& > :first-of-type': { ml: -0.75 },
        columnGap: 1,
      }}
    >
      {label}
      {children}
      <Box sx={{ display: 'flex', alignItems: 'center' }}>
        {onEdit && (
          <IconButton size="small" aria-label={editWords} title={editWords} onClick={onEdit}>
            <EditIcon sx={{ fontSize: 16 }} />
          </IconButton>
        )}
        <IconButton size="small" aria-label={removeWords} title={removeWords} onClick={onRemove}>
          <CloseIcon sx={{ fontSize: 16 }} />
        </IconButton>
      </Box>
    </Box>
  );
}

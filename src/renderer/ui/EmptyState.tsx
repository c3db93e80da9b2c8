import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

interface Props {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
}

/** What a place says when it has nothing to show: what it is for, and the first step. */
export function EmptyState({ icon, title, text, action }: Props) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        justifyContent: 'center',
        textAlign: 'center',
        gap: 1.5,
        p: 5,
        height: '100%',
        color: 'text.secondary',
        '& > svg': { fontSize: 48, opacity: 0.5 },
      }}
    >
      {icon}
      <Typography variant="h2" component="p" sx={{ color: 'text.primary' }}>
        {title}
      </Typography>
      {text && <Typography sx={{ maxWidth: 460 }}>{text}</Typography>}
      {action}
    </Box>
  );
}

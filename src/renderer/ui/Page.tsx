import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useDeferredValue } from 'react';

interface Props {
  readonly title: ReactNode;
  /** A short fact beside the title: a count. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** A row under the title: filters, tabs. */
  readonly toolbar?: ReactNode;
  readonly children: ReactNode;
}

/** A screen: title, actions at its right, a toolbar, and a body that takes the rest and scrolls by itself. */
export function Page({ title, note, actions, toolbar, children }: Props) {
  // What is read stands before what is chosen from: filters are many and slow to make.
  const choices = useDeferredValue(toolbar, null);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, px: 3, pt: 2, pb: 1.5, minHeight: 60 }}>
        <Typography variant="h1" noWrap sx={{ minWidth: 0 }}>
          {title}
        </Typography>
        {note && <Typography sx={{ color: 'text.secondary' }}>{note}</Typography>}
        <Box sx={{ flex: 1 }} />
        {actions}
      </Box>
      {toolbar && (
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            flexWrap: 'wrap',
            gap: 1,
            px: 3,
            pb: 1.5,
            minHeight: 52,
          }}
        >
          {choices}
        </Box>
      )}
      <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto', px: 3, pb: 3 }}>{children}</Box>
    </Box>
  );
}

import CloseIcon from '@mui/icons-material/Close';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import type { ReactNode } from 'react';

interface Props {
  readonly tone: 'success' | 'warning' | 'error';
  /** The stable code of what it tells of. */
  readonly code: string;
  readonly title?: string;
  readonly actions: readonly { readonly label: string; readonly run: () => void; readonly busy?: boolean }[];
  /** Puts it away, under this name. */
  readonly hide?: { readonly label: string; readonly run: () => void };
  readonly children: ReactNode;
}

/** What is said over every screen until it is read or has passed, with what can be done about it. */
export function Banner({ tone, code, title, actions, hide, children }: Props) {
  return (
    <Alert
      severity={tone}
      data-code={code}
      sx={{ borderRadius: 0, alignItems: 'center' }}
      action={
        <>
          {actions.map(({ label, run, busy = false }) => (
            <Button
              key={label}
              color="inherit"
              size="small"
              sx={{ whiteSpace: 'nowrap' }}
              disabled={busy}
              onClick={run}
            >
              {label}
            </Button>
          ))}
          {hide && (
            <IconButton
              color="inherit"
              size="small"
              aria-label={hide.label}
              title={hide.label}
              onClick={hide.run}
            >
              <CloseIcon fontSize="small" />
            </IconButton>
          )}
        </>
      }
    >
      {title && <AlertTitle sx={{ mb: 0 }}>{title}</AlertTitle>}
      {children}
    </Alert>
  );
}

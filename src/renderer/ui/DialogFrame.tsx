import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { type ComponentProps, type ReactNode, useId } from 'react';

interface Props {
  readonly title: ReactNode;
  /** Without it only its buttons close the dialog. */
  readonly onClose?: () => void;
  /** The buttons at the foot. */
  readonly actions: ReactNode;
  readonly maxWidth?: 'xs' | 'sm' | 'md' | 'lg';
  /** How its content stands: lines above and below it, columns; what is only read takes the focus to be scrolled. */
  readonly content?: Pick<ComponentProps<typeof DialogContent>, 'dividers' | 'sx' | 'tabIndex'>;
  readonly children: ReactNode;
}

/** A dialog that tells or asks: its name, its content, its buttons. What is filled in is a `FormDialog`. */
export function DialogFrame({ title, onClose, actions, maxWidth = 'xs', content, children }: Props) {
  const id = useId();
  return (
    <Dialog open {...(onClose ? { onClose } : {})} maxWidth={maxWidth} fullWidth aria-labelledby={id}>
      <DialogTitle id={id} sx={{ typography: 'h2', overflowWrap: 'anywhere' }}>
        {title}
      </DialogTitle>
      <DialogContent {...content}>{children}</DialogContent>
      <DialogActions>{actions}</DialogActions>
    </Dialog>
  );
}

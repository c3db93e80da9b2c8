import CloseIcon from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import IconButton from '@mui/material/IconButton';
import type { Failure } from '@shared/lib/result';
import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { useTexts } from '../app/texts';
import { FailureText } from './FailureText';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly submitLabel: string;
  readonly busy?: boolean;
  readonly submitDisabled?: boolean;
  readonly failure?: Failure | undefined;
  readonly maxWidth?: 'xs' | 'sm' | 'md' | 'lg' | 'xl';
  /** Nothing inside takes the focus: the content itself does, so that the keyboard can scroll it. */
  readonly forReading?: boolean;
  /** Further buttons at the left of the foot. */
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}

/** A form over the screen: Ctrl+Enter submits, Esc closes (what was typed stays in its draft). */
export function FormDialog(props: Props) {
  const { common } = useTexts();
  const titleId = useId();
  const submit = () => {
    if (!props.busy && !props.submitDisabled) props.onSubmit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    }
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      onKeyDown={onKeyDown}
      maxWidth={props.maxWidth ?? 'sm'}
      fullWidth
      aria-labelledby={titleId}
    >
      <DialogTitle
        // MUI would give the whole bar the dialog's name, «Закрыть» included.
        id={`${titleId}-bar`}
        sx={{ display: 'flex', alignItems: 'center', py: 1.5, pr: 1.5, typography: 'h2' }}
      >
        <Box id={titleId} sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {props.title}
        </Box>
        <IconButton onClick={props.onClose} aria-label={common.close} title={common.close}>
          <CloseIcon />
        </IconButton>
      </DialogTitle>
      <DialogContent dividers {...(props.forReading ? { tabIndex: 0 } : {})}>
        {props.children}
      </DialogContent>
      <Box sx={{ px: 3, pt: props.failure ? 1.5 : 0 }}>
        <FailureText failure={props.failure} />
      </Box>
      <DialogActions sx={{ px: 3, py: 1.5 }}>
        {props.extra}
        <Box sx={{ flex: 1 }} />
        <Button onClick={props.onClose}>{common.cancel}</Button>
        <Button
          variant="contained"
          onClick={submit}
          disabled={Boolean(props.busy || props.submitDisabled)}
          title="Ctrl+Enter"
        >
          {props.submitLabel}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

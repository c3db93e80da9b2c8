import CloseIcon from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import IconButton from '@mui/material/IconButton';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import type { Failure } from '@shared/lib/result';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { useTexts } from '../services/texts';
import { FailureText } from './FailureText';
import { useFirstError } from './first-error';
import { low } from './theme';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly submitLabel: string;
  readonly busy?: boolean;
  /** What is going on while `busy`, for work that takes seconds. */
  readonly busyText?: string;
  /** Nobody may save this form. */
  readonly submitDisabled?: boolean;
  /** Something is not filled in yet: saving goes to it and says so. */
  readonly incomplete?: boolean;
  /** A form of a few one-line fields: Enter in a field saves it, too. */
  readonly enterSubmits?: boolean;
  readonly failure?: Failure | undefined;
  /** Stands at this height, in pixels, whatever comes into it, so that nothing jumps while it is filled in. */
  readonly height?: number;
  readonly maxWidth?: 'xs' | 'sm' | 'md' | 'lg' | 'xl';
  /** Nothing inside takes the focus: the content itself does, so that the keyboard can scroll it. */
  readonly forReading?: boolean;
  /** What leaving without submitting is called, where «Отмена» would be read as cancelling something else. */
  readonly leaveLabel?: string;
  /** Further buttons at the left of the foot. */
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}

/** A form over the screen: Ctrl+Enter submits, Esc closes (what was typed stays in its draft). */
export function FormDialog(props: Props) {
  const { common } = useTexts();
  const titleId = useId();
  const body = useRef<HTMLDivElement>(null);
  const mistakes = useFirstError(body);
  const submit = () => {
    if (props.busy || props.submitDisabled) return;
    if (!props.incomplete) props.onSubmit();
    mistakes.goTo(props.incomplete);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    const control = event.ctrlKey || event.metaKey;
    const inField = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
    const isPlain = !event.shiftKey && !event.altKey && !event.defaultPrevented;
    if (!control && !(props.enterSubmits && inField && isPlain)) return;
    event.preventDefault();
    submit();
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      onKeyDown={onKeyDown}
      maxWidth={props.maxWidth ?? 'sm'}
      fullWidth
      slotProps={{ paper: { sx: props.height === undefined ? {} : { height: props.height } } }}
      aria-labelledby={titleId}
    >
      <DialogTitle
        // MUI would give the whole bar the dialog's name, «Закрыть» included.
        id={`${titleId}-bar`}
        sx={{
          display: 'flex',
          alignItems: 'center',
          py: 1.5,
          pr: 1.5,
          typography: 'h2',
          [low]: { py: 0.25 },
        }}
      >
        <Box id={titleId} sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {props.title}
        </Box>
        <IconButton onClick={props.onClose} aria-label={common.close} title={common.close}>
          <CloseIcon />
        </IconButton>
      </DialogTitle>
      <DialogContent
        ref={body}
        dividers
        aria-busy={props.busy === true}
        {...(props.forReading ? { tabIndex: 0 } : {})}
      >
        {props.children}
      </DialogContent>
      <Box sx={{ px: 3, pt: props.failure ? 1.5 : 0 }}>
        <FailureText failure={props.failure} />
      </Box>
      <Box sx={{ px: 3 }}>
        <Typography role="alert" variant="body2" sx={{ color: 'error.main', '&:not(:empty)': { pt: 1.5 } }}>
          {mistakes.said}
        </Typography>
        {props.busy && props.busyText && (
          <Box role="status" sx={{ pt: 1.5 }}>
            <Typography variant="body2" sx={{ mb: 0.5 }}>
              {props.busyText}
            </Typography>
            <LinearProgress aria-label={props.busyText} />
          </Box>
        )}
      </Box>
      <DialogActions sx={{ px: 3, py: 1.5, flexWrap: 'wrap', [low]: { py: 0.5 } }}>
        {props.extra}
        <Box sx={{ flex: 1 }} />
        <Button onClick={props.onClose}>{props.leaveLabel ?? common.cancel}</Button>
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

import CloseIcon from '@mui/icons-material/Close';
import { type KeyboardEvent, type ReactNode, type Ref, useId } from 'react';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Dialog, DialogContent, DialogTitle } from '../ui/Dialog';
import { IconButton } from '../ui/IconButton';
import { low } from '../ui/theme';

interface Props {
  readonly title: string;
  /** A short fact beside the title: the status, whether it is saved. */
  readonly note?: ReactNode;
  readonly onClose: () => void;
  /** Ctrl+Enter. */
  readonly onSubmit?: () => void;
  readonly footer?: ReactNode;
  readonly maxWidth?: 'md' | 'lg';
  readonly bodyRef?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}

/** The wide sheet a document is written on: its body scrolls, title and foot stay. */
export function DocumentDialog(props: Props) {
  const { common } = useTexts();
  const titleId = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && props.onSubmit) {
      event.preventDefault();
      props.onSubmit();
    }
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      onKeyDown={onKeyDown}
      maxWidth={props.maxWidth ?? 'lg'}
      fullWidth
      aria-labelledby={titleId}
      slotProps={{
        paper: { sx: { maxHeight: 'calc(100% - 32px)', m: { xs: 1, md: 2 }, overflow: 'hidden' } },
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, pl: 3, pr: 1.5, py: 1, [low]: { py: 0 } }}>
        <DialogTitle
          id={titleId}
          noWrap
          sx={{ p: 0, minWidth: 0, flex: '0 1 auto', typography: 'h2' }}
          title={props.title}
        >
          {props.title}
        </DialogTitle>
        <Box sx={{ flex: '1 0 auto', color: 'text.secondary', typography: 'body2' }}>{props.note}</Box>
        <IconButton onClick={props.onClose} aria-label={common.close} title={`${common.close} (Esc)`}>
          <CloseIcon />
        </IconButton>
      </Box>
      <DialogContent
        {...(props.bodyRef ? { ref: props.bodyRef } : {})}
        dividers
        sx={{ py: 2, px: { xs: 2, md: 3 } }}
      >
        {props.children}
      </DialogContent>
      {props.footer && (
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            gap: 1,
            px: { xs: 2, md: 3 },
            py: 1.5,
            [low]: { py: 0.5 },
          }}
        >
          {props.footer}
        </Box>
      )}
    </Dialog>
  );
}

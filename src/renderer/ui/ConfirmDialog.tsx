import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTexts } from '../services/texts';
import { DialogFrame } from './DialogFrame';

interface Props {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before what cannot be taken back. */
export function ConfirmDialog({ title, text, action, onConfirm, onClose }: Props) {
  const { common } = useTexts();
  return (
    <DialogFrame
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose} autoFocus>
            {common.cancel}
          </Button>
          <Button
            color="error"
            variant="contained"
            onClick={() => {
              onClose();
              onConfirm();
            }}
          >
            {action}
          </Button>
        </>
      }
    >
      <Typography>{text}</Typography>
    </DialogFrame>
  );
}

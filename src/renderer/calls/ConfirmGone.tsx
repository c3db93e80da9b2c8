import { useId } from 'react';
import { useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { Dialog, DialogActions, DialogContent } from '../ui/Dialog';

/** Says that what was to be opened is no longer there. */
export function ConfirmGone({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  const { common } = useTexts();
  const id = useId();
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={id}>
      <DialogContent id={id}>{text}</DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

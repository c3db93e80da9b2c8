import { useId } from 'react';
import { useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { Dialog, DialogActions, DialogContent, DialogTitle } from '../ui/Dialog';
import { type Fact, Facts } from '../ui/Facts';

export interface AuditEntryLines {
  readonly title: string;
  readonly lines: readonly Fact[];
}

/** One entry whole, to be read and copied. */
export function AuditEntryDialog({
  title,
  lines,
  onClose,
}: AuditEntryLines & { readonly onClose: () => void }) {
  const { common } = useTexts();
  const id = useId();
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={id}>
      <DialogTitle id={id} sx={{ typography: 'h2' }}>
        {title}
      </DialogTitle>
      <DialogContent>
        <Facts lines={lines} labelWidth={140} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

import { useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { DialogFrame } from '../ui/DialogFrame';
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
  return (
    <DialogFrame
      title={title}
      onClose={onClose}
      maxWidth="sm"
      actions={
        <Button onClick={onClose} autoFocus>
          {common.close}
        </Button>
      }
    >
      <Facts lines={lines} labelWidth={140} />
    </DialogFrame>
  );
}

import type { DocumentStatus } from '@shared/documents/schema';
import { useTexts } from '../services/texts';

const tones: Readonly<Record<DocumentStatus, string>> = {
  draft: 'quiet',
  posted: 'primary',
  sent: 'info',
  signed: 'success',
  paid: 'success',
  cancelled: 'quiet struck',
};

/** A document's status in a word and a colour. */
export function StatusChip({ status }: { readonly status: DocumentStatus }) {
  const { documents } = useTexts();
  return <span className={`chip tone-${tones[status]}`}>{documents.statuses[status]}</span>;
}

import { DocumentDialog } from '../documents/DocumentDialog';
import { useTexts } from '../services/texts';
import { OrganizationForm } from './OrganizationForm';

interface Props {
  readonly onSaved?: () => void;
  readonly onClose: () => void;
}

/** «Моя организация» over the screen. */
export function OrganizationDialog({ onSaved, onClose }: Props) {
  const { documents } = useTexts();
  return (
    <DocumentDialog title={documents.organization.title} onClose={onClose} maxWidth="md">
      <OrganizationForm
        onSaved={() => {
          onSaved?.();
          onClose();
        }}
      />
    </DocumentDialog>
  );
}

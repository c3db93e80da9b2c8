import { isOrganizationReady } from '@shared/documents/rules';
import type { BusinessDocument } from '@shared/documents/schema';
import { useRef, useState } from 'react';
import { useLive } from '../ipc/use-live';
import { OrganizationForm } from '../organizations/OrganizationForm';
import { useMayEditOrganization } from '../organizations/use-may-edit';
import { useTexts } from '../services/texts';
import { Typography } from '../ui/Typography';
import { DocumentDialog } from './DocumentDialog';
import { DraftForm } from './DraftForm';
import { PostedDocument } from './PostedDocument';

interface Props {
  readonly documentId: string;
  /** A draft that is written with the first thing typed into it. */
  readonly fresh?: BusinessDocument;
  readonly onClose: () => void;
}

/** A document over the screen: a draft to write, or a posted one to open, send and follow. */
export function DocumentForm({ documentId, fresh, onClose }: Props) {
  const { documents } = useTexts();
  const live = useLive('documents.byId', { id: documentId });
  const written = useRef(false);
  written.current ||= Boolean(live.value);
  // Once written it is what the database says of it, also when somebody has removed it.
  const document = fresh && !written.current ? fresh : live.value;
  const own = useLive('organizations.own', {});
  const mayEdit = useMayEditOrganization();
  const card = useLive('clients.card', document ? { id: document.clientId } : null);
  const [justPosted, setJustPosted] = useState(false);

  if (document === undefined || own.value === undefined) return null;
  if (document === null) {
    return (
      <DocumentDialog title={documents.title} onClose={onClose} maxWidth="md">
        <Typography>{documents.form.gone}</Typography>
      </DocumentDialog>
    );
  }
  if (document.status !== 'draft' && document.snapshot) {
    return (
      <PostedDocument document={document} snapshot={document.snapshot} fresh={justPosted} onClose={onClose} />
    );
  }
  if (card.value === undefined) return null;
  if (card.value === null) {
    return (
      <DocumentDialog title={documents.draftName[document.type]} onClose={onClose} maxWidth="md">
        <Typography>{documents.issues['client-missing']}</Typography>
      </DocumentDialog>
    );
  }
  if (!isOrganizationReady(own.value)) {
    return (
      <DocumentDialog title={documents.organization.title} onClose={onClose} maxWidth="md">
        {mayEdit && <Typography sx={{ mb: 2 }}>{documents.organization.first}</Typography>}
        <OrganizationForm submitLabel={documents.organization.saveAndGo} />
      </DocumentDialog>
    );
  }
  return (
    <DraftForm
      key={document.id}
      document={document}
      organization={own.value}
      client={card.value.client}
      onClose={onClose}
      onPosted={() => setJustPosted(true)}
      isWritten={document !== fresh}
    />
  );
}

import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import type { Client } from '@shared/clients/schema';
import { defaultVatRate, emptyLine } from '@shared/documents/defaults';
import { contentOf, type LineTexts, lineTexts, remarkOn } from '@shared/documents/line-texts';
import { printedName } from '@shared/documents/party';
import { canPost, type PostingIssue } from '@shared/documents/rules';
import type { BusinessDocument } from '@shared/documents/schema';
import { isProvisionalSeries } from '@shared/domain/numbering/numbering';
import { localDate } from '@shared/lib/dates';
import type { Organization } from '@shared/organizations/schema';
import { useRef, useState } from 'react';
import { HistoryButton } from '../history/HistoryButton';
import { useCommand } from '../ipc/use-command';
import { useAppStatus } from '../services/session';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { nowIso, systemZone } from '../ui/clock';
import { FailureText } from '../ui/FailureText';
import { useFirstError } from '../ui/first-error';
import { Typography } from '../ui/Typography';
import { ContractFields } from './ContractFields';
import { DocumentDialog } from './DocumentDialog';
import { InvoiceFields } from './InvoiceFields';
import { Remarks } from './Remarks';
import { TotalNow } from './TotalsBlock';
import { useDocumentDraft } from './use-document-draft';

interface Props {
  readonly document: BusinessDocument;
  readonly organization: Organization;
  readonly client: Client;
  readonly onClose: () => void;
  readonly onPosted: () => void;
  /** Whether the draft is in the database; else the first thing typed writes it. */
  readonly isWritten: boolean;
}

const blank = (vatRate: string): LineTexts => lineTexts(emptyLine(crypto.randomUUID(), vatRate));

/** A draft under edit. It saves itself; Ctrl+Enter posts it. */
export function DraftForm({ document, organization, client, onClose, onPosted, isWritten }: Props) {
  const { documents, common } = useTexts();
  const { form } = documents;
  const { session } = useAppStatus();
  const draft = useDocumentDraft(document, isWritten);
  const post = useCommand('documents.post');
  const remove = useCommand('documents.removeDraft');
  const [strict, setStrict] = useState(false);
  const [asking, setAsking] = useState(false);
  const [first] = useState(() => blank(''));
  const body = useRef<HTMLDivElement>(null);
  const mistakes = useFirstError(body);

  const { content } = draft.texts;
  const today = localDate(nowIso(), systemZone());
  const newLine = () => blank(defaultVatRate(organization, content.date));
  const lines =
    draft.texts.lines.length > 0
      ? draft.texts.lines
      : [{ ...first, vatRate: defaultVatRate(organization, content.date) }];
  const typed = lines.flatMap((line): PostingIssue[] => {
    const remark = remarkOn(line);
    return remark?.code === 'price-format' || remark?.code === 'discount-format'
      ? [{ level: 'error', code: remark.field === 'price' ? 'line-price' : 'line-discount', lineId: line.id }]
      : [];
  });
  const issues = [
    ...typed,
    ...canPost({ ...document, content: contentOf({ content, lines }) }, organization, client, today),
  ];
  const blocked = issues.some(({ level }) => level === 'error');

  const submit = async () => {
    if (post.busy) return;
    setStrict(true);
    if (blocked) return mistakes.goTo();
    if (!(await draft.flush(true))) return;
    const posted = await post.run({ id: document.id });
    if (!posted) return;
    draft.forget();
    onPosted();
  };
  const throwAway = async () => {
    draft.forget();
    if ((await remove.run({ id: document.id })) !== undefined) onClose();
  };

  const saving = {
    new: '',
    saved: form.saved,
    saving: form.saving,
    kept: form.keptHere,
    failed: common.notSaved,
  };
  const fields = { draft, lines, newLine, strict };
  return (
    <DocumentDialog
      title={`${documents.draftName[document.type]} — ${printedName(client)}`}
      note={<span role="status">{saving[draft.saving]}</span>}
      onClose={onClose}
      onSubmit={() => void submit()}
      bodyRef={body}
      footer={
        <>
          {isWritten && (
            <>
              <Button color="error" startIcon={<DeleteIcon />} onClick={() => setAsking(true)}>
                {form.removeDraft}
              </Button>
              <HistoryButton
                collection="documents"
                id={document.id}
                back={{ kind: 'document', documentId: document.id }}
              />
            </>
          )}
          <Typography
            role="alert"
            variant="body2"
            noWrap
            title={mistakes.said}
            sx={{ flex: 1, minWidth: 0, color: 'error.main', textAlign: 'right' }}
          >
            {mistakes.said}
          </Typography>
          <TotalNow content={contentOf({ content, lines })} />
          <Button onClick={onClose}>{common.close}</Button>
          <Button
            variant="contained"
            disabled={post.busy}
            aria-label={form.post}
            title="Ctrl+Enter"
            onClick={() => void submit()}
          >
            {post.busy ? form.posting : form.post}
          </Button>
        </>
      }
    >
      {document.type === 'contract' ? (
        <ContractFields {...fields} organization={organization} client={client} />
      ) : (
        <InvoiceFields {...fields} type={document.type} />
      )}
      <Remarks
        issues={issues}
        strict={strict}
        provisional={isProvisionalSeries(session.series) ? session.series : ''}
      />
      <Box sx={{ mt: 1.5 }}>
        <FailureText failure={post.error ?? remove.error ?? draft.failure} />
      </Box>
      {asking && (
        <ConfirmDialog
          title={form.removeDraft}
          text={form.removeDraftText}
          action={common.remove}
          onConfirm={() => void throwAway()}
          onClose={() => setAsking(false)}
        />
      )}
    </DocumentDialog>
  );
}

import DocxIcon from '@mui/icons-material/DescriptionOutlined';
import FolderIcon from '@mui/icons-material/FolderOpenOutlined';
import PdfIcon from '@mui/icons-material/PictureAsPdfOutlined';
import { nextStatuses } from '@shared/documents/rules';
import type { BusinessDocument, DocumentStatus } from '@shared/documents/schema';
import { type DocumentSnapshot, sidesOf } from '@shared/documents/snapshot';
import { isProvisionalSeries } from '@shared/domain/numbering/numbering';
import { formatShortDate } from '@shared/lib/date-format';
import { formatMoney } from '@shared/lib/money';
import { useEffect, useRef, useState } from 'react';
import { HistoryButton } from '../history/HistoryButton';
import { useCommand } from '../ipc/use-command';
import { openRecord } from '../services/records';
import { useLanguage, useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { FailureText } from '../ui/FailureText';
import { Link } from '../ui/Link';
import { Typography } from '../ui/Typography';
import { DocumentDialog } from './DocumentDialog';
import { MakeFrom } from './MakeFrom';
import { PostedLines } from './PostedLines';
import { StatusChip } from './StatusChip';

interface Props {
  readonly document: BusinessDocument;
  readonly snapshot: DocumentSnapshot;
  /** Whether it was posted just now: its files are written at once. */
  readonly fresh: boolean;
  readonly onClose: () => void;
}

/** A posted document: what it says, its files, and what becomes of it. */
export function PostedDocument({ document, snapshot, fresh, onClose }: Props) {
  const { documents, common } = useTexts();
  const { posted, form } = documents;
  const locale = useLanguage();
  const save = useCommand('documents.saveFiles');
  const open = useCommand('documents.openFile');
  const show = useCommand('documents.showInFolder');
  const setStatus = useCommand('documents.setStatus');
  const [folder, setFolder] = useState('');
  const [asking, setAsking] = useState(false);
  const begun = useRef(false);
  const firstButton = useRef<HTMLButtonElement>(null);
  const { id, type, status } = document;

  const write = async () => {
    const written = await save.run({ id });
    if (written) setFolder(written.folder);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, right after posting
  useEffect(() => {
    if (!fresh || begun.current) return;
    begun.current = true;
    void write();
  }, [fresh]);

  const { other } = sidesOf(snapshot);
  const name = documents.name(type, document.number, formatShortDate(document.date, locale));
  const busy = save.busy || open.busy || show.busy;
  const facts: readonly [string, string][] = [
    [posted.date, formatShortDate(document.date, locale)],
    ...(snapshot.validUntil === ''
      ? []
      : [[posted.validUntil(type), formatShortDate(snapshot.validUntil, locale)] as [string, string]]),
    ...('basis' in snapshot && snapshot.basis !== ''
      ? [[posted.basis, snapshot.basis] as [string, string]]
      : []),
    ...(snapshot.lines.length === 0
      ? []
      : [[posted.total, formatMoney(snapshot.totals.total, { locale })] as [string, string]]),
  ];
  // The button that was pressed goes away with its status: without this the keyboard would lose its place.
  const give = async (next: DocumentStatus) => {
    if (setStatus.busy) return;
    await setStatus.run({ id, status: next });
    firstButton.current?.focus();
  };
  const choose = (next: DocumentStatus) => {
    if (next === 'cancelled') setAsking(true);
    else void give(next);
  };
  const unlessBusy = (work: () => Promise<unknown>) => () => {
    if (!busy) void work();
  };

  return (
    <DocumentDialog
      title={name}
      note={<StatusChip status={status} />}
      onClose={onClose}
      maxWidth="md"
      footer={
        <>
          {nextStatuses(type, status).map((next) => (
            <Button
              key={next}
              color={next === 'cancelled' ? 'error' : 'primary'}
              onClick={() => choose(next)}
            >
              {posted.setStatus[next]}
            </Button>
          ))}
          <HistoryButton collection="documents" id={id} back={{ kind: 'document', documentId: id }} />
          <Box sx={{ flex: 1 }} />
          <Button onClick={onClose}>{common.close}</Button>
        </>
      }
    >
      <Box
        component="section"
        aria-label={posted.files}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}
      >
        <Button
          autoFocus
          ref={firstButton}
          variant="contained"
          startIcon={<PdfIcon />}
          onClick={unlessBusy(() => open.run({ id, format: 'pdf' }))}
        >
          {posted.openPdf}
        </Button>
        <Button
          variant="outlined"
          startIcon={<DocxIcon />}
          onClick={unlessBusy(() => open.run({ id, format: 'docx' }))}
        >
          {posted.openDocx}
        </Button>
        <Button
          variant="outlined"
          startIcon={<FolderIcon />}
          onClick={unlessBusy(() => show.run({ id, format: 'pdf' }))}
        >
          {posted.showInFolder}
        </Button>
        <MakeFrom document={document} />
      </Box>
      <Typography
        variant="caption"
        role="status"
        component="p"
        sx={{ color: 'text.secondary', mt: 0.75, minHeight: 20, overflowWrap: 'anywhere' }}
      >
        {save.busy ? posted.writing : folder !== '' ? posted.written(folder) : ''}
      </Typography>
      {save.error && (
        <Alert
          severity="warning"
          sx={{ mb: 1 }}
          action={
            <Button color="inherit" onClick={() => void write()}>
              {common.retry}
            </Button>
          }
        >
          {posted.notWritten}
        </Alert>
      )}
      <FailureText failure={save.error ?? open.error ?? show.error ?? setStatus.error} />

      <Box
        component="dl"
        sx={{
          display: 'grid',
          gridTemplateColumns: 'max-content minmax(0, 1fr)',
          columnGap: 3,
          rowGap: 0.75,
          mt: 1,
          '& dt': { color: 'text.secondary' },
          '& dd': { m: 0, overflowWrap: 'anywhere' },
        }}
      >
        <Typography component="dt" variant="body2">
          {posted.client}
        </Typography>
        <Typography component="dd" variant="body2">
          <Link
            component="button"
            title={posted.toClient}
            sx={{ textAlign: 'left', font: 'inherit', verticalAlign: 'baseline' }}
            onClick={() => {
              onClose();
              openRecord('clients', document.clientId);
            }}
          >
            {other.name}
          </Link>
        </Typography>
        {facts.map(([label, value]) => [
          <Typography key={`${label} t`} component="dt" variant="body2">
            {label}
          </Typography>,
          <Typography key={`${label} d`} component="dd" variant="body2">
            {value}
          </Typography>,
        ])}
      </Box>
      {snapshot.lines.length > 0 && <PostedLines snapshot={snapshot} />}
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 2 }}>
        {posted.frozen} {isProvisionalSeries(document.series) ? form.provisional(document.series) : ''}
      </Typography>
      {asking && (
        <ConfirmDialog
          title={posted.cancelTitle}
          text={posted.cancelText}
          action={posted.setStatus.cancelled}
          onConfirm={() => void give('cancelled')}
          onClose={() => setAsking(false)}
        />
      )}
    </DocumentDialog>
  );
}

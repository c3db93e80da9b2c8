import FileIcon from '@mui/icons-material/InsertDriveFileOutlined';
import { CardSection } from '../clients/CardSection';
import { useCommand } from '../ipc/use-command';
import { useLive, useStateOf } from '../ipc/use-live';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { FailureText } from '../ui/FailureText';
import { Typography } from '../ui/Typography';
import { FileLine } from './FileLine';

/** The files attached to a client: what each is, where its content is, and what can be done with it. */
export function CardFiles({ clientId }: { readonly clientId: string }) {
  const { files } = useTexts();
  const found = useLive('files.ofClient', { clientId });
  const travel = useStateOf('files.travel');
  const attach = useCommand('files.attach');
  const rows = found.value ?? [];
  const choose = async () => {
    const done = await attach.run({ clientId, parentKind: 'clients', parentId: clientId });
    if (done && done.added > 0) notify(files.attached(done.added));
  };
  return (
    <CardSection title={files.title} add={[{ label: files.attach, run: () => void choose() }]}>
      {rows.map((file) => (
        <FileLine key={file.id} file={file} travel={travel?.hash === file.hash ? travel : null} />
      ))}
      {found.value && rows.length === 0 && (
        <Typography
          variant="body2"
          sx={{ color: 'text.secondary', display: 'flex', gap: 1, alignItems: 'center', pb: 0.5 }}
        >
          <FileIcon fontSize="small" />
          {files.attachHint}
        </Typography>
      )}
      {attach.error && <FailureText failure={attach.error} />}
    </CardSection>
  );
}

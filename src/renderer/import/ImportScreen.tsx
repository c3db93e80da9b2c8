import { useCommand } from '../ipc/use-command';
import { useStateOf } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { Page } from '../ui/Page';
import { ImportResult } from './ImportResult';
import { Preview } from './Preview';
import { Running } from './Running';
import { Start } from './Start';

/** «Импорт»: choose a file, see what is in it, check, import, take back. Where it stands is kept by main. */
export function ImportScreen() {
  const { imports } = useTexts();
  const progress = useStateOf('import.progress');
  const file = useStateOf('import.file') ?? null;
  const pick = useCommand('import.pick');
  const leave = useCommand('import.leave');
  if (!progress) return <Page title={imports.title}>{null}</Page>;

  const { phase } = progress;
  const choose = () => void pick.run({});
  const busy = phase === 'checking' || phase === 'importing' || phase === 'undoing';
  const chosen = file && !busy && (phase === 'idle' || phase === 'checked');
  return (
    <Page
      title={file && phase !== 'undoing' ? imports.titleOf(file.fileName) : imports.title}
      note={chosen ? imports.fileSize(file.totalBytes) : undefined}
      actions={
        chosen && (
          <Box sx={{ display: 'flex', gap: 1 }}>
            <Button onClick={choose} disabled={pick.busy}>
              {imports.otherFile}
            </Button>
            <Button onClick={() => void leave.run({})}>{imports.leave}</Button>
          </Box>
        )
      }
    >
      {pick.error && (
        <Box sx={{ mb: 2 }}>
          <FailureText failure={pick.error} />
        </Box>
      )}
      {phase === 'checking' || phase === 'importing' || phase === 'undoing' ? (
        <Running progress={progress} />
      ) : phase === 'done' || phase === 'cancelled' || phase === 'failed' ? (
        <ImportResult result={progress} onLeave={() => void leave.run({})} />
      ) : file ? (
        <Preview file={file} checked={phase === 'checked' ? progress : undefined} />
      ) : (
        <Start onChoose={choose} busy={pick.busy} />
      )}
    </Page>
  );
}

import type { BackupPreview } from '@shared/backups/contract';
import { shownKinds } from '@shared/backups/shown-kinds';
import { useEffect, useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { useStateOf } from '../ipc/use-live';
import { notify } from '../services/notices';
import { useLanguage, useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { Box } from '../ui/Box';
import { TextField } from '../ui/Field';
import { FormDialog } from '../ui/FormDialog';
import { LinearProgress } from '../ui/Progress';
import { Stack } from '../ui/Stack';
import { Table, TableBody, TableCell, TableHead, TableRow } from '../ui/Table';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';
import { BackupProgress } from './BackupProgress';

interface Props {
  /** The name of a copy of the list, or a path. */
  readonly source: string;
  readonly onClose: () => void;
}

/** Looks into a copy, shows what is in it, and puts it in the database's place. */
export function RestoreDialog({ source, onClose }: Props) {
  const { backups: words } = useTexts();
  const look = useCommand('backups.preview');
  const restore = useCommand('backups.restore');
  const state = useStateOf('backups.state');
  const [preview, setPreview] = useState<BackupPreview>();
  const [secret, setSecret] = useState('');
  const [asked, setAsked] = useState(false);
  const { run } = look;
  useEffect(() => {
    void run({ source, secret: '' }).then((found) => {
      if (found) setPreview(found);
    });
  }, [run, source]);
  const locked =
    !preview && (asked || look.error?.code === 'copy-other-key' || look.error?.code === 'copy-wrong-secret');
  const submit = async () => {
    if (!preview) {
      setAsked(true);
      const found = await look.run({ source, secret });
      if (found) setPreview(found);
      return;
    }
    const done = await restore.run({ source, secret });
    if (!done) return;
    notify(words.dialog.done(done.kept));
    onClose();
  };
  return (
    <FormDialog
      title={words.dialog.title}
      onClose={onClose}
      onSubmit={() => void submit()}
      submitLabel={preview || !locked ? words.dialog.submit : words.dialog.open}
      busy={look.busy || restore.busy}
      enterSubmits
      incomplete={!preview && !(locked && secret !== '')}
      failure={restore.error ?? look.error}
      forReading={preview !== undefined}
    >
      {look.busy && (
        <Box role="status">
          <Typography variant="body2" sx={{ mb: 0.5 }}>
            {words.reading}
          </Typography>
          <LinearProgress aria-label={words.reading} />
        </Box>
      )}
      {locked && !look.busy && (
        <TextField
          label={words.dialog.secret}
          helperText={words.dialog.secretHint}
          type="password"
          value={secret}
          onChange={(event) => setSecret(event.target.value)}
          autoFocus
          fullWidth
        />
      )}
      {preview && <Preview preview={preview} />}
      {restore.busy && state?.running && (
        <Box sx={{ mt: 2 }}>
          <BackupProgress running={state.running} />
        </Box>
      )}
    </FormDialog>
  );
}

function Preview({ preview }: { readonly preview: BackupPreview }) {
  const { backups, settings, kinds } = useTexts();
  const words = backups.dialog;
  const language = useLanguage();
  const { origin } = preview;
  const facts: readonly (readonly [string, string])[] = [
    [words.madeAt, formatInstant(origin?.madeAt ?? preview.at, language)],
    [
      words.madeOn,
      origin
        ? `${origin.deviceName}${preview.ours ? ` (${words.thisComputer})` : ''}`
        : preview.ours
          ? settings.device
          : words.unknown,
    ],
    [words.by, origin?.userName || words.unknown],
    [words.lastChange, formatInstant(preview.lastChangeAt, language) || words.unknown],
    [words.version, origin?.appVersion || words.unknown],
  ];
  return (
    <Stack spacing={2}>
      <Box
        component="dl"
        sx={{ display: 'grid', gridTemplateColumns: 'max-content 1fr', columnGap: 3, rowGap: 0.5, m: 0 }}
      >
        {facts.map(([name, value]) => (
          <Box key={name} sx={{ display: 'contents' }}>
            <Typography component="dt" sx={{ color: 'text.secondary' }}>
              {name}
            </Typography>
            <Typography component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
              {value}
            </Typography>
          </Box>
        ))}
      </Box>
      <Box>
        <Typography variant="h3" sx={{ mb: 0.5 }}>
          {words.counts}
        </Typography>
        <Table size="small" aria-label={words.counts} sx={{ maxWidth: 420 }}>
          <TableHead>
            <TableRow>
              <TableCell sx={{ pl: 0 }}>{words.kind}</TableCell>
              <TableCell align="right">{words.inCopy}</TableCell>
              {preview.present && <TableCell align="right">{words.now}</TableCell>}
            </TableRow>
          </TableHead>
          <TableBody>
            {shownKinds
              .filter((kind) => kind !== 'conflicts')
              .map((kind) => (
                <TableRow key={kind}>
                  <TableCell component="th" scope="row" sx={{ pl: 0 }}>
                    {kinds[kind].many}
                  </TableCell>
                  <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                    {words.count(preview.counts[kind] ?? 0)}
                    {kind === 'files' &&
                      preview.files.count > 0 &&
                      ` · ${backups.bytes(preview.files.bytes)}`}
                  </TableCell>
                  {preview.present && (
                    <TableCell
                      align="right"
                      sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}
                    >
                      {words.count(preview.present[kind] ?? 0)}
                    </TableCell>
                  )}
                </TableRow>
              ))}
          </TableBody>
        </Table>
      </Box>
      {preview.files.missing > 0 && (
        <Alert severity="warning">{words.filesMissing(preview.files.missing)}</Alert>
      )}
      {preview.otherServer && <Alert severity="warning">{words.otherServer}</Alert>}
      {preview.older && <Alert severity="info">{words.older}</Alert>}
      <Alert severity="info">
        {words.promise} {words.series}
        {origin?.account && !preview.otherServer ? ` ${words.sync}` : ''}
      </Alert>
    </Stack>
  );
}

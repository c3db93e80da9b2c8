import VerifiedIcon from '@mui/icons-material/CheckCircleOutlined';
import type { BackupRow } from '@shared/backups/contract';
import { lazy, Suspense, useEffect, useState } from 'react';
import { ask } from '../ipc/client';
import { useCommand } from '../ipc/use-command';
import { useStateOf } from '../ipc/use-live';
import { notify } from '../services/notices';
import { useLanguage, useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { flushTable } from '../ui/flush-table';
import { Table, TableBody, TableCell, TableHead, TableRow } from '../ui/Table';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';
import { BackupProgress } from './BackupProgress';

const RestoreDialog = lazy(() => import('./RestoreDialog').then((m) => ({ default: m.RestoreDialog })));

/** So many copies are shown before a person asks for all. */
const shownAtFirst = 6;

/** «Копии базы»: where they go, what there is, one more now, and the way back. */
export function BackupsSettings() {
  const { backups: words, errors } = useTexts();
  const state = useStateOf('backups.state');
  const make = useCommand('backups.make');
  const pickFolder = useCommand('backups.pickFolder');
  const show = useCommand('backups.showFolder');
  const [source, setSource] = useState('');
  useEffect(() => {
    void ask('backups.look', {});
  }, []);
  const makeNow = async () => {
    if (await make.run({})) notify(words.made);
  };
  const fromFile = async () => {
    const picked = await ask('backups.pickFile', {});
    if (picked.ok && picked.value.path !== '') setSource(picked.value.path);
  };
  const copying = state?.running?.task === 'copy';
  const failure = make.error?.code === 'copy-cancelled' ? undefined : make.error;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Typography sx={{ color: 'text.secondary', maxWidth: 720 }}>{words.lead}</Typography>
      <Box>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {words.folder}
        </Typography>
        <Typography sx={{ overflowWrap: 'anywhere' }}>
          {state?.usual === false ? state.folder : words.folderUsual}
        </Typography>
        {state?.usual && (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {words.folderAdvice}
          </Typography>
        )}
        <Box sx={{ display: 'flex', gap: 1, mt: 1, flexWrap: 'wrap' }}>
          <Button variant="outlined" onClick={() => void pickFolder.run({})} disabled={pickFolder.busy}>
            {words.choose}
          </Button>
          {state?.usual === false && (
            <Button onClick={() => void ask('backups.usualFolder', {})}>{words.usual}</Button>
          )}
          <Button onClick={() => void show.run({})}>{words.show}</Button>
        </Box>
        <FailureText failure={pickFolder.error ?? show.error} />
      </Box>
      {state?.failure && (
        <Alert severity="warning" data-code={state.failure.code}>
          {words.failure(errors[state.failure.code](state.failure.data), state.failure.inProfile)}
        </Alert>
      )}
      {copying && state?.running ? (
        <BackupProgress running={state.running} />
      ) : (
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <Button variant="contained" onClick={() => void makeNow()} disabled={make.busy}>
            {words.make}
          </Button>
          <Button onClick={() => void fromFile()}>{words.fromFile}</Button>
        </Box>
      )}
      <FailureText failure={failure} />
      {state && state.backups.length === 0 && <Typography>{words.none}</Typography>}
      {state && state.backups.length > 0 && (
        <BackupsTable backups={state.backups} busy={state.running !== null} onRestore={setSource} />
      )}
      {source !== '' && (
        <Suspense fallback={null}>
          <RestoreDialog source={source} onClose={() => setSource('')} />
        </Suspense>
      )}
    </Box>
  );
}

interface TableProps {
  readonly backups: readonly BackupRow[];
  readonly busy: boolean;
  readonly onRestore: (name: string) => void;
}

function BackupsTable({ backups, busy, onRestore }: TableProps) {
  const { backups: words } = useTexts();
  const language = useLanguage();
  const [all, setAll] = useState(false);
  const shown = all ? backups : backups.slice(0, shownAtFirst);
  return (
    <Box>
      <Table size="small" aria-label={words.listLabel} sx={flushTable}>
        <TableHead>
          <TableRow>
            <TableCell>{words.columns.date}</TableCell>
            <TableCell>{words.columns.kind}</TableCell>
            <TableCell align="right">{words.columns.size}</TableCell>
            <TableCell>{words.columns.state}</TableCell>
            <TableCell align="right">
              <Box component="span" sx={hidden}>
                {words.columns.actions}
              </Box>
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {shown.map((copy) => (
            <TableRow key={copy.name}>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{formatInstant(copy.at, language)}</TableCell>
              <TableCell>{words.kindOf[copy.kind]}</TableCell>
              <TableCell align="right" sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
                {words.bytes(copy.bytes)}
              </TableCell>
              <TableCell>
                {copy.verified ? (
                  <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
                    <VerifiedIcon fontSize="small" color="success" aria-hidden />
                    {words.verified}
                  </Box>
                ) : (
                  <Box component="span" sx={{ color: 'text.secondary' }}>
                    {words.notVerified}
                  </Box>
                )}
              </TableCell>
              <TableCell align="right" sx={{ py: 0.25 }}>
                <Button
                  size="small"
                  disabled={busy}
                  aria-label={words.restoreOf(formatInstant(copy.at, language))}
                  onClick={() => onRestore(copy.name)}
                >
                  {words.restore}
                </Button>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {!all && backups.length > shownAtFirst && (
        <Button size="small" sx={{ mt: 0.5 }} onClick={() => setAll(true)}>
          {words.showAll(backups.length)}
        </Button>
      )}
    </Box>
  );
}

/** Seen by a screen reader only. */
const hidden = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clip: 'rect(0 0 0 0)',
  whiteSpace: 'nowrap',
} as const;

import type { RescueChoice, RescueCopy, RescueReport } from '@shared/backups/contract';
import { shownKinds } from '@shared/backups/shown-kinds';
import { useCommand } from '../ipc/use-command';
import { useStateOf } from '../ipc/use-live';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { LinearProgress } from '../ui/Progress';
import { Stack } from '../ui/Stack';
import { Table, TableBody, TableCell, TableHead, TableRow } from '../ui/Table';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';
import { BackupProgress } from './BackupProgress';

/** A damaged database at start: what was saved of it beside the last good copy, and the ways on. */
export function RescuePanel() {
  const { backups } = useTexts();
  const words = backups.rescue;
  const language = useLanguage();
  const rescue = useStateOf('backups.rescue');
  const running = useStateOf('backups.state')?.running;
  const take = useCommand('backups.takeRescued');
  if (!rescue || rescue.phase === 'idle') return null;
  if (rescue.phase === 'running') {
    return (
      <Box role="status">
        <Typography sx={{ mb: 1 }}>{words.running}</Typography>
        <LinearProgress aria-label={words.running} />
        <Typography variant="body2" sx={{ mt: 0.5, color: 'text.secondary' }}>
          {words.read(rescue.read)}
        </Typography>
      </Box>
    );
  }
  const { report, copy } = rescue;
  const when = copy ? formatInstant(copy.at, language) : '';
  const ways: readonly (readonly [RescueChoice, string])[] = [
    ...(report && copy && copy.newer > 0 ? [['both', words.takeBoth(when)] as const] : []),
    ...(copy ? [['copy', words.takeCopy(when)] as const] : []),
    ...(report ? [['rescued', words.takeRescued] as const] : []),
  ];
  return (
    <Stack spacing={2}>
      {report ? <Report report={report} copy={copy} when={when} /> : <Typography>{words.nothing}</Typography>}
      {copy ? (
        report && copy.newer > 0 && <Typography>{words.newer(copy.newer)}</Typography>
      ) : (
        <Typography>{words.noCopy}</Typography>
      )}
      {ways.map(([choice, label], index) => (
        <Box key={choice}>
          <Button
            fullWidth
            variant={index === 0 ? 'contained' : 'outlined'}
            disabled={take.busy}
            onClick={() => void take.run({ choice })}
          >
            {label}
          </Button>
          {index === 0 && ways.length > 1 && (
            <Typography variant="body2" align="center" sx={{ color: 'text.secondary', mt: 0.25 }}>
              {words.recommended}
            </Typography>
          )}
        </Box>
      ))}
      {take.busy && running && <BackupProgress running={running} />}
      <FailureText failure={take.error} />
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {words.kept}
      </Typography>
    </Stack>
  );
}

interface ReportProps {
  readonly report: RescueReport;
  readonly copy: RescueCopy | null;
  readonly when: string;
}

function Report({ report, copy, when }: ReportProps) {
  const { backups, kinds: kindWords } = useTexts();
  const words = backups.rescue;
  const number = backups.dialog.count;
  const kinds = shownKinds.filter(
    (kind) => (report[kind]?.saved ?? 0) + (report[kind]?.lost ?? 0) + (copy?.counts[kind] ?? 0) > 0,
  );
  const doubtful = kinds.some((kind) => (report[kind]?.doubtful ?? 0) > 0);
  return (
    <Box>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {words.report}
      </Typography>
      <Table size="small" aria-label={words.report}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ pl: 0 }}>{backups.dialog.kind}</TableCell>
            <TableCell align="right">{words.saved}</TableCell>
            {doubtful && <TableCell align="right">{words.doubtful}</TableCell>}
            <TableCell align="right">{words.lost}</TableCell>
            {copy && <TableCell align="right">{words.copyOf(when)}</TableCell>}
          </TableRow>
        </TableHead>
        <TableBody sx={{ '& td': { fontVariantNumeric: 'tabular-nums' } }}>
          {kinds.map((kind) => {
            const { saved, lost, doubtful: doubts } = report[kind] ?? { saved: 0, lost: 0, doubtful: 0 };
            return (
              <TableRow key={kind}>
                <TableCell component="th" scope="row" sx={{ pl: 0 }}>
                  {kindWords[kind].many}
                </TableCell>
                <TableCell align="right">{number(saved)}</TableCell>
                {doubtful && <TableCell align="right">{number(doubts)}</TableCell>}
                <TableCell align="right" sx={lost > 0 ? { color: 'error.main', fontWeight: 700 } : undefined}>
                  {number(lost)}
                </TableCell>
                {copy && <TableCell align="right">{number(copy.counts[kind] ?? 0)}</TableCell>}
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
      {doubtful && (
        <Typography variant="body2" sx={{ mt: 0.5, color: 'text.secondary' }}>
          {words.doubtfulNote}
        </Typography>
      )}
    </Box>
  );
}

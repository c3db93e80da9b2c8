import { type ImportProblem, problemKinds } from '@shared/import/contract';
import { type ImportKind, notesTitle } from '@shared/import/record-targets';
import { useId, useState } from 'react';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Paper } from '../ui/Paper';
import { Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '../ui/Table';
import { ToggleButton, ToggleButtonGroup } from '../ui/Tabs';
import { Typography } from '../ui/Typography';

/** Rows drawn at once; the rest is one click on a kind away. */
const SHOWN = 200;

const tones = { invalid: 'error.main', duplicate: 'text.secondary', warning: 'warning.main' } as const;

/** The remarks on rows: line, what, why, where. */
export function Problems({
  problems,
  kind: of = 'clients',
}: {
  readonly problems: readonly ImportProblem[];
  readonly kind?: ImportKind | undefined;
}) {
  const { imports, kinds: words, common } = useTexts();
  const reasons = imports.issues(notesTitle(of, words));
  const [kind, setKind] = useState<ImportProblem['kind'] | 'all'>('all');
  const titleId = useId();
  if (problems.length === 0) {
    return <Typography sx={{ color: 'text.secondary' }}>{imports.noProblems}</Typography>;
  }
  const kinds = problemKinds.filter((one) => problems.some((problem) => problem.kind === one));
  const wanted = kind !== 'all' && kinds.includes(kind) ? kind : 'all';
  const fitting = problems.filter((problem) => wanted === 'all' || problem.kind === wanted);
  const shown = fitting.slice(0, SHOWN);
  const { problemColumns: columns } = imports;
  const valueShown = ({ code, value }: ImportProblem) =>
    code === 'duplicate-in-file' || code === 'record-in-file' || code === 'contact-added'
      ? imports.inRow(Number(value))
      : value;
  return (
    <Box component="section" aria-labelledby={titleId}>
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 2, mb: 1 }}>
        <Typography variant="h2" id={titleId}>
          {imports.problems}
        </Typography>
        {kinds.length > 1 && (
          <ToggleButtonGroup
            exclusive
            sx={{ flexWrap: 'wrap' }}
            size="small"
            value={wanted}
            onChange={(_event, value: typeof kind | null) => setKind(value ?? 'all')}
            aria-label={imports.problemFilter}
          >
            <ToggleButton value="all" sx={toggle}>
              {common.all}
            </ToggleButton>
            {kinds.map((one) => (
              <ToggleButton key={one} value={one} sx={toggle}>
                {imports.problemKinds[one]}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        )}
      </Box>
      <TableContainer component={Paper} variant="outlined">
        <Table size="small" aria-labelledby={titleId} sx={{ tableLayout: 'fixed' }}>
          <TableHead>
            <TableRow>
              <TableCell sx={{ width: 90 }}>{columns.line}</TableCell>
              <TableCell sx={{ width: 150 }}>{columns.kind}</TableCell>
              <TableCell>{columns.reason}</TableCell>
              <TableCell sx={{ width: '18%' }}>{columns.column}</TableCell>
              <TableCell sx={{ width: '24%' }}>{columns.value}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {shown.map((problem, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
              <TableRow key={index}>
                <TableCell sx={{ fontVariantNumeric: 'tabular-nums' }}>{problem.line}</TableCell>
                <TableCell sx={{ color: tones[problem.kind] }}>
                  {imports.problemKinds[problem.kind]}
                </TableCell>
                <TableCell>{reasons[problem.code]}</TableCell>
                <TableCell title={problem.column} sx={ellipsis}>
                  <bdi>{problem.column}</bdi>
                </TableCell>
                <TableCell title={valueShown(problem)} sx={ellipsis}>
                  <bdi>{valueShown(problem)}</bdi>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {fitting.length >= SHOWN && (
        <Typography variant="caption" sx={{ color: 'text.secondary', display: 'block', mt: 1 }}>
          {imports.problemsShown(shown.length)}
        </Typography>
      )}
    </Box>
  );
}

const toggle = { textTransform: 'none', py: 0.25 } as const;
const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

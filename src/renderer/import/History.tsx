import type { ImportRunRow } from '@shared/import/contract';
import { useId, useState } from 'react';
import { useLive } from '../ipc/use-live';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { Paper } from '../ui/Paper';
import { Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '../ui/Table';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';
import { madeOf } from './made-of';
import { UndoDialog } from './UndoDialog';

/** The imports made on this device; any of them can be taken back. */
export function History() {
  const { imports, kinds } = useTexts();
  const language = useLanguage();
  const runs = useLive('import.history', {}).value;
  const [undoing, setUndoing] = useState<ImportRunRow>();
  const titleId = useId();
  if (!runs) return null;
  const { columns } = imports;
  return (
    <Box component="section" aria-labelledby={titleId}>
      <Typography variant="h2" id={titleId} sx={{ mb: 1 }}>
        {imports.history}
      </Typography>
      {runs.length === 0 ? (
        <Typography sx={{ color: 'text.secondary' }}>{imports.historyEmpty}</Typography>
      ) : (
        <TableContainer component={Paper} variant="outlined">
          <Table size="small" aria-labelledby={titleId} sx={{ tableLayout: 'fixed' }}>
            <TableHead>
              <TableRow>
                <TableCell sx={{ width: '24%' }}>{columns.file}</TableCell>
                <TableCell sx={{ width: '17%' }}>{columns.date}</TableCell>
                <TableCell sx={{ width: '16%' }}>{columns.who}</TableCell>
                <TableCell sx={{ width: '22%' }}>{columns.made}</TableCell>
                <TableCell sx={{ width: '18%' }}>{columns.passedOver}</TableCell>
                <TableCell sx={{ width: 110 }}>{columns.state}</TableCell>
                <TableCell sx={{ width: 165 }}>
                  <Box component="span" sx={hidden}>
                    {columns.actions}
                  </Box>
                </TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {runs.map((run) => (
                <TableRow key={run.id} data-import={run.id}>
                  <TableCell title={run.fileName} sx={ellipsis}>
                    {run.fileName}
                  </TableCell>
                  <TableCell>{formatInstant(run.createdAt, language)}</TableCell>
                  <TableCell title={run.userName} sx={ellipsis}>
                    {run.userName}
                  </TableCell>
                  <TableCell>
                    {[
                      ...madeOf(run.records, { imports, kinds }),
                      ...(run.clients > 0 || Object.keys(run.records).length === 0
                        ? [imports.made(run.clients, run.contacts)]
                        : []),
                    ].join(', ')}
                  </TableCell>
                  <TableCell>{imports.passedOver(run.duplicates, run.invalid)}</TableCell>
                  <TableCell sx={run.state === 'done' ? undefined : { color: 'text.secondary' }}>
                    {imports.states[run.state]}
                  </TableCell>
                  <TableCell align="right">
                    {run.state !== 'undone' && (
                      <Button
                        size="small"
                        onClick={() => setUndoing(run)}
                        aria-label={`${imports.undo}: ${run.fileName}`}
                      >
                        {imports.undo}
                      </Button>
                    )}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
      {undoing && (
        <UndoDialog
          importId={undoing.id}
          fileName={undoing.fileName}
          clients={undoing.clients}
          contacts={undoing.contacts}
          records={undoing.records}
          onClose={() => setUndoing(undefined)}
        />
      )}
    </Box>
  );
}

const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
/** For screen readers only. */
const hidden = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
} as const;

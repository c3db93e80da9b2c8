import type { ImportEnd } from '@shared/import/contract';
import { useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { Alert, AlertTitle } from '../ui/Alert';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { FailureCode } from '../ui/FailureCode';
import { FailureText } from '../ui/FailureText';
import { CountTiles } from './CountTiles';
import { NamesInFile } from './NamesInFile';
import { PossibleDuplicates } from './PossibleDuplicates';
import { Problems } from './Problems';
import { ShowMade } from './ShowMade';
import { UndoDialog } from './UndoDialog';

interface Props {
  readonly result: ImportEnd<'done'> | ImportEnd<'cancelled'> | ImportEnd<'failed'>;
  readonly onLeave: () => void;
}

const severity = { done: 'success', cancelled: 'info', failed: 'error' } as const;

/** What came of an import, and what can be done about it. */
export function ImportResult({ result, onLeave }: Props) {
  const { imports, kinds, errors } = useTexts();
  const [undoing, setUndoing] = useState(false);
  const save = useCommand('import.saveFailedRows');
  const { phase, counts, problems, error } = result;
  const { kind = 'clients' } = result.plan;
  const saveFailed = async () => {
    const saved = await save.run({});
    if (saved) notify(imports.savedAs(saved.fileName));
  };
  const { tiles } = imports;
  // A dry run that failed has made nothing.
  const isImport = result.importId !== '';
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Alert severity={severity[phase]} data-phase={phase}>
        <AlertTitle>{imports.results[phase]}</AlertTitle>
        {error !== '' && (
          <Box data-code={error}>
            {errors[error]({})}
            <FailureCode code={error} />
          </Box>
        )}
        {phase === 'done' ? imports.resultTexts.done(result.seconds) : imports.resultTexts[phase]}
      </Alert>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        {isImport && <ShowMade kind={kind} importId={result.importId} />}
        {counts.invalid > 0 && (
          <Button variant="outlined" onClick={() => void saveFailed()} disabled={save.busy}>
            {imports.saveFailed}
          </Button>
        )}
        {isImport && (
          <Button variant="outlined" color="error" onClick={() => setUndoing(true)}>
            {imports.undo}
          </Button>
        )}
        <Button onClick={onLeave}>{imports.finish}</Button>
      </Box>
      <FailureText failure={save.error} />
      <CountTiles
        label={imports.results[phase]}
        tiles={[
          ...(kind === 'clients'
            ? ([
                { name: tiles.clients, value: counts.clients, tone: 'success' },
                { name: tiles.contacts, value: counts.contacts },
                { name: tiles.updated, value: counts.updated },
              ] as const)
            : ([
                { name: tiles.records(kinds[kind].many), value: counts.records, tone: 'success' },
                { name: tiles.unlinked, value: counts.unlinked, tone: 'warning' },
                { name: tiles.clients, value: counts.clients },
              ] as const)),
          { name: tiles.duplicates, value: counts.duplicates },
          { name: tiles.invalid, value: counts.invalid, tone: 'error' },
        ]}
      />
      <PossibleDuplicates
        rows={result.possible}
        total={counts.possible}
        decided={{ possible: result.plan.possible ?? 'create', decisions: result.plan.decisions ?? [] }}
      />
      <NamesInFile values={result.values} decided={result.plan.values ?? []} />
      <Problems problems={problems} kind={kind} />
      {undoing && (
        <UndoDialog
          importId={result.importId}
          fileName={result.fileName}
          clients={counts.clients}
          contacts={counts.contacts}
          records={kind === 'clients' ? {} : { [kind]: counts.records }}
          onClose={() => setUndoing(false)}
        />
      )}
    </Box>
  );
}

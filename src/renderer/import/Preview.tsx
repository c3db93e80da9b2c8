import {
  duplicateChoices,
  type ImportEnd,
  type ImportFile,
  type ImportPlan,
  importDelimiters,
  importEncodings,
} from '@shared/import/contract';
import { importKinds } from '@shared/import/record-targets';
import { equal } from '@shared/lib/merge';
import { useCommand } from '../ipc/use-command';
import { useLive } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { TextField } from '../ui/Field';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { Typography } from '../ui/Typography';
import { CountTiles } from './CountTiles';
import { MappingTable } from './MappingTable';
import { NamesInFile } from './NamesInFile';
import { PossibleDuplicates } from './PossibleDuplicates';
import { Problems } from './Problems';
import { planOf, usePlan } from './plan-store';
import { RecordChoices } from './RecordChoices';

interface Props {
  readonly file: ImportFile;
  /** The last dry run of this file. */
  readonly checked: ImportEnd<'checked'> | undefined;
}

/** A plan without what is decided upon after its dry run. */
const undecided = ({ possible: _all, decisions: _single, values: _names, ...plan }: ImportPlan) => plan;

/** The picked file before it is imported: how it is read, what its columns are, what a dry run says. */
export function Preview({ file, checked }: Props) {
  const { imports, kinds } = useTexts();
  const { kind } = file;
  const [draft, change] = usePlan(file, checked?.plan);
  const users = useLive('users.list', {}).value ?? [];
  const reread = useCommand('import.reread');
  const check = useCommand('import.check');
  const run = useCommand('import.run');
  const plan = planOf(file, draft);
  const current = checked && equal(undecided(checked.plan), undecided(plan)) ? checked : undefined;
  /** Decided upon since the check: how many rows will get in is no longer what it said. */
  const redecided = current !== undefined && !equal(current.plan, plan);
  const again = (choice: { encoding?: string; delimiter?: string; kind?: string }) =>
    void reread.run({
      fileId: file.fileId,
      encoding: plan.encoding,
      delimiter: plan.delimiter,
      kind,
      ...choice,
    } as Parameters<typeof reread.run>[0]);
  const taken = current?.counts.taken ?? 0;
  const canImport = current !== undefined && (taken > 0 || redecided);
  /** What the one main button does: first the dry run, then the import itself. */
  const proceed = () => {
    if (canImport) {
      if (!run.busy) void run.run(plan);
    } else if (!check.busy) void check.run(plan);
  };

  return (
    <Box
      sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        proceed();
      }}
    >
      <Box
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(178px, 1fr))', pt: 1 }}
      >
        {file.format === 'csv' && (
          <Select
            label={imports.kind}
            value={kind}
            onChange={(event) => again({ kind: event.target.value })}
            disabled={reread.busy}
          >
            {importKinds.map((one) => (
              <MenuItem key={one} value={one}>
                {one === 'clients' ? imports.kindClients : kinds[one].many}
              </MenuItem>
            ))}
          </Select>
        )}
        <Select
          label={imports.encoding}
          value={plan.encoding}
          onChange={(event) => again({ encoding: event.target.value })}
          disabled={reread.busy}
        >
          {plan.encoding === '' && <MenuItem value="">{file.encoding.toUpperCase()}</MenuItem>}
          {importEncodings.map((encoding) => (
            <MenuItem key={encoding} value={encoding}>
              {imports.encodings[encoding]}
            </MenuItem>
          ))}
        </Select>
        {file.format === 'csv' && (
          <Select
            label={imports.delimiter}
            value={plan.delimiter}
            onChange={(event) => again({ delimiter: event.target.value })}
            disabled={reread.busy}
          >
            {importDelimiters.map((delimiter) => (
              <MenuItem key={delimiter} value={delimiter}>
                {imports.delimiters[delimiter]}
              </MenuItem>
            ))}
          </Select>
        )}
        {kind === 'clients' ? (
          <Select
            label={imports.duplicates}
            value={draft.duplicates}
            onChange={(event) =>
              change({ duplicates: event.target.value as (typeof duplicateChoices)[number] })
            }
            helperText={imports.duplicateHints[draft.duplicates]}
          >
            {duplicateChoices.map((choice) => (
              <MenuItem key={choice} value={choice}>
                {imports.duplicateChoices[choice]}
              </MenuItem>
            ))}
          </Select>
        ) : (
          <RecordChoices kind={kind} draft={draft} onChange={change} />
        )}
        <Select
          label={imports.responsible}
          value={users.some((user) => user.id === draft.ownerId) ? draft.ownerId : ''}
          onChange={(event) => change({ ownerId: event.target.value })}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        >
          <MenuItem value="">{imports.nobody}</MenuItem>
          {users.map((user) => (
            <MenuItem key={user.id} value={user.id}>
              {user.name}
            </MenuItem>
          ))}
        </Select>
        <TextField
          label={imports.tag}
          value={draft.tag}
          onChange={(event) => change({ tag: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 60 } }}
        />
      </Box>
      <FailureText failure={reread.error} />
      <MappingTable
        file={file}
        rows={current ? 3 : 8}
        mapping={draft.mapping}
        onChange={(mapping) => change({ mapping })}
        dateOrder={draft.dateOrder}
        readOrder={current?.dateOrder ?? null}
        onDateOrder={(dateOrder) => change({ dateOrder })}
      />
      <FailureText failure={check.error ?? run.error} />
      <div className="page-foot">
        <Button
          variant={current ? 'outlined' : 'contained'}
          onClick={() => void check.run(plan)}
          disabled={check.busy}
          {...(canImport ? {} : { title: 'Ctrl+Enter' })}
        >
          {checked ? imports.checkAgain : imports.check}
        </Button>
        {canImport && (
          <Button
            variant="contained"
            title="Ctrl+Enter"
            onClick={() => void run.run(plan)}
            disabled={run.busy}
          >
            {redecided ? imports.importDecided : imports.importRows(taken)}
          </Button>
        )}
        {checked && !current && <Typography sx={{ color: 'text.secondary' }}>{imports.stale}</Typography>}
      </div>
      {current && (
        <>
          <CountTiles
            label={imports.check}
            tiles={[
              { name: imports.tiles.fresh, value: current.counts.fresh, tone: 'success' },
              { name: imports.tiles.duplicates, value: current.counts.duplicates },
              kind === 'clients'
                ? { name: imports.tiles.possible, value: current.counts.possible, tone: 'warning' }
                : { name: imports.tiles.unlinked, value: current.counts.unlinked, tone: 'warning' },
              { name: imports.tiles.invalid, value: current.counts.invalid, tone: 'error' },
              { name: imports.tiles.warnings, value: current.counts.warnings, tone: 'warning' },
            ]}
          />
          <NamesInFile
            values={current.values}
            decided={draft.values}
            onDecide={(values) => change({ values })}
          />
          <PossibleDuplicates
            rows={current.possible}
            total={current.counts.possible}
            decided={draft}
            onDecide={({ possible, decisions }) => change({ possible, decisions })}
          />
          {taken === 0 && !redecided && <Alert severity="info">{imports.nothingToImport}</Alert>}
          <Problems problems={current.problems} kind={kind} />
        </>
      )}
    </Box>
  );
}

import type { ConflictFieldRow, ConflictRow } from '@shared/conflicts/contract';
import { canKeepBoth } from '@shared/conflicts/rules';
import type { ConflictChoice } from '@shared/conflicts/schema';
import { wordsOf } from '@shared/texts/kinds-words';
import { useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { notify } from '../services/notices';
import { useSettings, useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { Table, TableBody, TableCell, TableHead, TableRow } from '../ui/Table';
import { ToggleButton, ToggleButtonGroup } from '../ui/Tabs';
import { Typography } from '../ui/Typography';
import { formatInstant } from '../ui/when';
import { ConflictFrame } from './ConflictFrame';
import { FieldValue } from './FieldValue';
import { fieldTable } from './field-table';
import { useFieldWords } from './field-words';

type Names = Readonly<Record<string, string>>;
type Choice = Exclude<ConflictChoice, ''>;

/** Fields two people changed: what stands now, what stayed out, what was before, and a choice for each. */
export function FieldsConflict({ row, names }: { readonly row: ConflictRow; readonly names: Names }) {
  const { conflicts, kinds } = useTexts();
  const { language } = useSettings();
  const [chosen, setChosen] = useState<Readonly<Record<string, Choice>>>({});
  const decide = useCommand('conflicts.decide');
  const reopen = useCommand('conflicts.reopen');
  const open = row.state === 'open';
  const waiting = row.fields.filter(({ choice }) => choice === '');
  const choices = waiting.flatMap(({ field }) => {
    const choice = row.fixed ? 'current' : chosen[field];
    return choice ? [{ field, choice }] : [];
  });

  const save = async () => {
    const done = await decide.run({ id: row.id, choices });
    if (done === undefined) return;
    notify(conflicts.saved, {
      action: { label: conflicts.reopen, run: () => void reopen.run({ id: row.id }) },
    });
  };
  const chooseAll = (choice: Choice) =>
    setChosen(Object.fromEntries(waiting.map(({ field }) => [field, choice])));
  const name = (of: string) => of || conflicts.somebody;
  const kind = wordsOf(kinds, row.recordKind)?.one ?? row.recordKind;
  return (
    <ConflictFrame
      row={row}
      title={row.title === '' ? `${kind}: ${conflicts.gone}` : `${kind}: ${row.title}`}
      story={
        open
          ? conflicts.story(
              name(row.theirsByName),
              formatInstant(row.theirsAt, language),
              name(row.mineByName),
              formatInstant(row.mineAt, language),
            )
          : conflicts.decidedBy(name(row.decidedByName), formatInstant(row.decidedAt, language))
      }
      actions={
        open ? (
          <>
            <Button
              variant="contained"
              disabled={choices.length === 0 || decide.busy}
              onClick={() => void save()}
            >
              {conflicts.decide}
            </Button>
            {!row.fixed && waiting.length > 1 && (
              <>
                <Button onClick={() => chooseAll('current')}>{conflicts.keepAll}</Button>
                <Button onClick={() => chooseAll('mine')}>{conflicts.takeAll}</Button>
              </>
            )}
          </>
        ) : (
          <Button
            variant="outlined"
            onClick={() =>
              void reopen.run({ id: row.id }).then((done) => done !== undefined && notify(conflicts.reopened))
            }
          >
            {conflicts.reopen}
          </Button>
        )
      }
    >
      {row.fixed && open && (
        <Typography variant="body2" sx={{ color: 'warning.main', mb: 1 }}>
          {row.recordKind === 'documents' && row.title !== '' ? conflicts.postedHint : conflicts.goneHint}
        </Typography>
      )}
      <Table size="small" sx={fieldTable}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: '14%' }}>{conflicts.field}</TableCell>
            <TableCell>{conflicts.current}</TableCell>
            <TableCell>{conflicts.mine}</TableCell>
            <TableCell>{conflicts.base}</TableCell>
            <TableCell sx={{ width: 236 }}>{conflicts.choice}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {row.fields.map((field) => (
            <FieldLine
              key={field.field}
              field={field}
              kind={row.recordKind}
              names={names}
              fixed={row.fixed}
              open={open && field.choice === ''}
              chosen={chosen[field.field]}
              onChoose={(choice) => setChosen((before) => ({ ...before, [field.field]: choice }))}
            />
          ))}
        </TableBody>
      </Table>
      {decide.error && <FailureText failure={decide.error} />}
      {reopen.error && <FailureText failure={reopen.error} />}
    </ConflictFrame>
  );
}

interface LineProps {
  readonly field: ConflictFieldRow;
  readonly kind: string;
  readonly names: Names;
  readonly fixed: boolean;
  readonly open: boolean;
  readonly chosen: Choice | undefined;
  readonly onChoose: (choice: Choice) => void;
}

function FieldLine({ field, kind, names, fixed, open, chosen, onChoose }: LineProps) {
  const { conflicts } = useTexts();
  const words = useFieldWords(kind);
  const label = words.label(field.field);
  const options = (['current', 'mine', 'both'] as const).filter(
    (choice) => choice !== 'both' || canKeepBoth(kind, field.field, field.current, field.mine),
  );
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ fontWeight: 700 }}>
        {label}
      </TableCell>
      {[field.current, field.mine, field.base].map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: three columns that never move
        <TableCell key={index}>
          <FieldValue text={words.value(field.field, value, names)} />
        </TableCell>
      ))}
      <TableCell>
        {open && !fixed && (
          <ToggleButtonGroup
            size="small"
            exclusive
            value={chosen ?? null}
            aria-label={conflicts.choiceOf(label)}
            onChange={(_event, next: Choice | null) => next && onChoose(next)}
          >
            {options.map((choice) => (
              <ToggleButton key={choice} value={choice} sx={{ py: 0.25 }}>
                {conflicts.choices[choice]}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        )}
        {!open && <Typography variant="body2">{conflicts.chosen[field.choice]}</Typography>}
      </TableCell>
    </TableRow>
  );
}

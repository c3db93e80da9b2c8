import type { ImportedValue, ImportPlan } from '@shared/import/contract';
import { importableField, kindOfTarget } from '@shared/import/record-targets';
import { useId, useState } from 'react';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { Checkbox } from '../ui/Checkbox';
import { FormControlLabel } from '../ui/FormControlLabel';
import { Paper } from '../ui/Paper';
import { PlainSelect } from '../ui/PlainSelect';
import { Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '../ui/Table';
import { Typography } from '../ui/Typography';

type Decided = NonNullable<ImportPlan['values']>;

interface Props {
  readonly values: readonly ImportedValue[];
  readonly decided: Decided;
  /** Absent once the import is over: what was decided is only shown. */
  readonly onDecide?: (values: Decided) => void;
}

/** Rows drawn at once. */
const PAGE = 50;

/** Names of clients, colleagues and stages in a file, and what each is taken for: a person decides what is open. */
export function NamesInFile({ values, decided, onDecide }: Props) {
  const { imports, kinds } = useTexts();
  const language = useLanguage();
  const words = imports.values;
  const titleId = useId();
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [shown, setShown] = useState(PAGE);
  if (values.length === 0) return null;
  const answers = new Map(decided.map(({ target, text, to }) => [`${target}\n${text}`, to]));
  const answerOf = ({ target, text }: ImportedValue) => answers.get(`${target}\n${text}`);
  const decide = ({ target, text }: ImportedValue, to: string) =>
    onDecide?.([
      ...decided.filter((one) => one.target !== target || one.text !== text),
      { target, text, to },
    ]);
  const columnOf = (target: string) => {
    const kind = kindOfTarget(target);
    const name = importableField(target)?.name ?? '';
    const titles: Readonly<Record<string, string>> = kind ? kinds[kind].fields : {};
    return titles[name] ?? name;
  };
  const isOpen = (value: ImportedValue) =>
    answerOf(value) === undefined && value.to === '' && value.how !== 'decided';
  const fitting = values.filter((value) => !onlyOpen || isOpen(value));
  return (
    <Box component="section" aria-labelledby={titleId}>
      <Box sx={{ display: 'flex', alignItems: 'center', columnGap: 2, mb: 1, flexWrap: 'wrap' }}>
        <Typography variant="h2" id={titleId}>
          {words.title(values.length)}
        </Typography>
        <Typography sx={{ color: 'text.secondary', flex: '1 1 300px' }}>{words.hint}</Typography>
        <FormControlLabel
          control={<Checkbox checked={onlyOpen} onChange={(_event, checked) => setOnlyOpen(checked)} />}
          label={words.open}
        />
      </Box>
      <TableContainer component={Paper} variant="outlined">
        <Table size="small" aria-labelledby={titleId} sx={{ tableLayout: 'fixed' }}>
          <TableHead>
            <TableRow>
              <TableCell sx={{ width: '15%' }}>{words.columns.column}</TableCell>
              <TableCell>{words.columns.text}</TableCell>
              <TableCell sx={{ width: 80 }}>{words.columns.rows}</TableCell>
              <TableCell sx={{ width: '18%' }}>{words.columns.how}</TableCell>
              <TableCell sx={{ width: '28%' }}>{words.columns.to}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {fitting.slice(0, shown).map((value) => {
              const to = answerOf(value) ?? value.to;
              const how = answerOf(value) === undefined ? value.how : 'decided';
              const label = words.choiceOf(value.text);
              return (
                <TableRow key={`${value.target} ${value.text}`}>
                  <TableCell>{columnOf(value.target)}</TableCell>
                  <TableCell title={value.text} sx={ellipsis}>
                    <bdi>{value.text}</bdi>
                  </TableCell>
                  <TableCell sx={{ fontVariantNumeric: 'tabular-nums' }}>
                    {value.rows.toLocaleString(language)}
                  </TableCell>
                  <TableCell sx={{ color: isOpen(value) ? 'warning.main' : 'text.secondary' }}>
                    {words.how[how]}
                  </TableCell>
                  <TableCell>
                    <Choice
                      label={label}
                      to={to}
                      value={value}
                      onChange={onDecide && ((next) => decide(value, next))}
                    />
                  </TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      </TableContainer>
      {fitting.length > shown && (
        <Button size="small" sx={{ mt: 1 }} onClick={() => setShown(shown + PAGE)}>
          {words.more(Math.min(PAGE, fitting.length - shown))}
        </Button>
      )}
    </Box>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly to: string;
  readonly value: ImportedValue;
  readonly onChange: ((to: string) => void) | undefined;
}

function Choice({ label, to, value: { options, canCreate }, onChange }: ChoiceProps) {
  const words = useTexts().imports.values;
  const name = options.find(({ id }) => id === to)?.name;
  if (!onChange) return <bdi>{to === 'create' ? words.create : (name ?? words.nothing)}</bdi>;
  return (
    <PlainSelect
      label={label}
      value={to}
      options={[
        ['', words.nothing],
        ...(canCreate ? [['create', words.create] as const] : []),
        ...options.map((option) => [option.id, option.name] as const),
      ]}
      onChange={onChange}
    />
  );
}

const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

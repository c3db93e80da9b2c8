import type { DuplicateChoice, ImportPlan, PossibleDuplicate } from '@shared/import/contract';
import { useId } from 'react';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Paper } from '../ui/Paper';
import { PlainSelect } from '../ui/PlainSelect';
import { Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '../ui/Table';
import { Typography } from '../ui/Typography';

/** What is decided for all rows of that sort, and for single ones. */
interface Decided {
  readonly possible: DuplicateChoice;
  readonly decisions: NonNullable<ImportPlan['decisions']>;
}

interface Props {
  readonly rows: readonly PossibleDuplicate[];
  /** How many there are in all. */
  readonly total: number;
  readonly decided: Decided;
  /** Absent once the import is over: what was decided is only shown. */
  readonly onDecide?: (decided: Decided) => void;
}

/** Rows that share a phone, an e-mail or a name with a client: a person says for each, or for all, who they are. */
export function PossibleDuplicates({ rows, total, decided, onDecide }: Props) {
  const { imports } = useTexts();
  const words = imports.possible;
  const titleId = useId();
  if (rows.length === 0) return null;
  const { possible, decisions } = decided;
  const own = new Map(decisions.map(({ line, choice }) => [line, choice]));
  const decide = (line: number, choice: DuplicateChoice) =>
    onDecide?.({
      possible,
      decisions: [
        ...decisions.filter((one) => one.line !== line),
        ...(choice === possible ? [] : [{ line, choice }]),
      ],
    });
  return (
    <Box component="section" aria-labelledby={titleId}>
      <Box sx={{ display: 'flex', alignItems: 'center', columnGap: 2, rowGap: 1, mb: 1, flexWrap: 'wrap' }}>
        <Typography variant="h2" id={titleId}>
          {words.title(total)}
        </Typography>
        {onDecide && (
          <>
            <Typography sx={{ color: 'text.secondary', flex: '1 1 300px' }}>{words.hint}</Typography>
            <Choice
              label={words.forAll}
              value={possible}
              onChange={(choice) => onDecide({ possible: choice, decisions: [] })}
              prefix={words.allPrefix}
            />
          </>
        )}
      </Box>
      <TableContainer component={Paper} variant="outlined">
        <Table size="small" aria-labelledby={titleId} sx={{ tableLayout: 'fixed' }}>
          <TableHead>
            <TableRow>
              <TableCell sx={{ width: 76 }}>{words.columns.line}</TableCell>
              <TableCell>{words.columns.name}</TableCell>
              <TableCell sx={{ width: '20%' }}>{words.columns.by}</TableCell>
              <TableCell>{words.columns.known}</TableCell>
              <TableCell sx={{ width: 200 }}>{words.columns.choice}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map(({ line, name, by, clientName, earlierLine }) => {
              const known = earlierLine > 0 ? imports.inRow(earlierLine) : clientName;
              const choice = own.get(line) ?? possible;
              return (
                <TableRow key={line}>
                  <TableCell sx={{ fontVariantNumeric: 'tabular-nums' }}>{line}</TableCell>
                  <TableCell title={name} sx={ellipsis}>
                    <bdi>{name}</bdi>
                  </TableCell>
                  <TableCell title={words.by[by]} sx={ellipsis}>
                    {words.by[by]}
                  </TableCell>
                  <TableCell title={known} sx={ellipsis}>
                    <bdi>{known}</bdi>
                  </TableCell>
                  <TableCell>
                    {onDecide ? (
                      <Choice
                        label={words.choiceOf(line)}
                        value={choice}
                        onChange={(next) => decide(line, next)}
                      />
                    ) : (
                      words.choices[choice]
                    )}
                  </TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      </TableContainer>
      {total > rows.length && (
        <Typography variant="caption" sx={{ color: 'text.secondary', display: 'block', mt: 1 }}>
          {words.shown(rows.length)}
        </Typography>
      )}
    </Box>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: DuplicateChoice;
  readonly onChange: (choice: DuplicateChoice) => void;
  readonly prefix?: string;
}

function Choice({ label, value, onChange, prefix = '' }: ChoiceProps) {
  const { imports } = useTexts();
  return (
    <PlainSelect
      label={label}
      value={value}
      options={choicesInOrder.map(
        (choice) => [choice, `${prefix}${imports.possible.choices[choice]}`] as const,
      )}
      onChange={onChange}
      narrow={prefix !== ''}
    />
  );
}

const choicesInOrder = ['create', 'update', 'skip'] as const;
const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

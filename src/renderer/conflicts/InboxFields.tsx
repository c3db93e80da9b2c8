import type { InboxField, InboxItem } from '@shared/inbox/contract';
import { useTexts } from '../services/texts';
import { Table, TableBody, TableCell, TableHead, TableRow } from '../ui/Table';
import { ToggleButton, ToggleButtonGroup } from '../ui/Tabs';
import { Typography } from '../ui/Typography';
import { FieldValue } from './FieldValue';
import { fieldTable } from './field-table';
import { useFieldWords } from './field-words';

interface Props {
  readonly item: InboxItem;
  readonly fields: readonly InboxField[];
  readonly names: Readonly<Record<string, string>>;
  /** Fields that are not to be taken. */
  readonly left: ReadonlySet<string>;
  /** Absent where nothing is chosen field by field. */
  readonly onToggle: ((field: string, taken: boolean) => void) | undefined;
}

/** The fields of an edit: what stands now, what was sent, what was before, and whether it is taken. */
export function InboxFields({ item, fields, names, left, onToggle }: Props) {
  const { conflicts } = useTexts();
  const { inbox } = conflicts;
  const words = useFieldWords(item.collection);
  const decided = item.status === 'resolved' && !item.isNew;
  const text = (field: string, value: unknown) => words.value(field, value, names);
  // A whole record sent by somebody who had none says nothing by its empty fields.
  const said = fields.filter(
    (one) => item.isNew || 'base' in one || 'current' in one || text(one.field, one.mine) !== '',
  );
  const told = said.length > 0 ? said : fields;
  const knowsCurrent = !item.isNew && fields.some((one) => 'current' in one);
  const knowsDatabase = !item.isNew && fields.some((one) => 'base' in one);
  return (
    <Table size="small" sx={fieldTable}>
      <TableHead>
        <TableRow>
          <TableCell sx={{ width: '16%' }}>{conflicts.field}</TableCell>
          {knowsCurrent && <TableCell>{conflicts.current}</TableCell>}
          <TableCell>{inbox.sent}</TableCell>
          {knowsDatabase && <TableCell>{conflicts.base}</TableCell>}
          {(onToggle || decided) && <TableCell sx={{ width: 190 }}>{conflicts.choice}</TableCell>}
        </TableRow>
      </TableHead>
      <TableBody>
        {told.map((one) => {
          const { field, mine } = one;
          const label = words.label(field);
          return (
            <TableRow key={field}>
              <TableCell component="th" scope="row" sx={{ fontWeight: 700 }}>
                {label}
              </TableCell>
              {knowsCurrent && (
                <TableCell>
                  <FieldValue
                    text={text(field, one.current)}
                    instead={'current' in one ? undefined : inbox.unseen}
                  />
                </TableCell>
              )}
              <TableCell>
                <FieldValue text={text(field, mine)} width={knowsCurrent || knowsDatabase ? 45 : 110} />
              </TableCell>
              {knowsDatabase && (
                <TableCell>
                  <FieldValue
                    text={text(field, one.base)}
                    instead={'base' in one ? undefined : inbox.unknown}
                  />
                </TableCell>
              )}
              {onToggle && (
                <TableCell>
                  <ToggleButtonGroup
                    size="small"
                    exclusive
                    value={left.has(field) ? 'leave' : 'take'}
                    aria-label={conflicts.choiceOf(label)}
                    onChange={(_event, next: 'leave' | 'take' | null) =>
                      next && onToggle(field, next === 'take')
                    }
                  >
                    <ToggleButton value="leave" sx={{ py: 0.25 }}>
                      {conflicts.choices.current}
                    </ToggleButton>
                    <ToggleButton value="take" sx={{ py: 0.25 }}>
                      {conflicts.choices.mine}
                    </ToggleButton>
                  </ToggleButtonGroup>
                </TableCell>
              )}
              {decided && (
                <TableCell>
                  <Typography variant="body2">
                    {conflicts.chosen[item.taken?.includes(field) ? 'mine' : 'current']}
                  </Typography>
                </TableCell>
              )}
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

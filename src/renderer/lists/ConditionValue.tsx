import type { CollectionName } from '@shared/collections';
import { fieldTraits, operandOf } from '@shared/fields/traits';
import { isPeriod } from '@shared/filters/check';
import { type FieldCondition, type FilterValue, me, myTeam, type PeriodUnit } from '@shared/filters/schema';
import { isKind } from '@shared/kinds';
import { localDate } from '@shared/lib/dates';
import { type ListedKind, listedKinds } from '@shared/lists/contract';
import { useValueWords } from '../history/value-words';
import { useLive } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { nowIso, systemZone } from '../ui/clock';
import { TextField } from '../ui/Field';
import { MenuItem } from '../ui/Menu';
import { isFinished } from './filter-draft';
import { type ListField, worded } from './use-field-words';

interface Props {
  readonly kind: CollectionName;
  readonly field: ListField;
  readonly part: FieldCondition;
  readonly onChange: (part: FieldCondition) => void;
}

/** What a condition's field is compared with. */
export function ConditionValue({ kind, field, part, onChange }: Props) {
  const { lists, common } = useTexts();
  const texts = lists.filter;
  if (operandOf[part.operator] === 'none') return null;
  const set = (value: FilterValue) => onChange({ ...part, value });
  const { type } = field.found.field;
  const { is } = fieldTraits[type];
  const finished = isFinished(part, field.found.field);
  const shared = { label: texts.value, error: !finished, helperText: finished ? '' : texts.unfinished };
  switch (is) {
    case 'yesNo':
      return (
        <TextField
          select
          {...shared}
          value={part.value === false ? 'no' : 'yes'}
          onChange={(event) => set(event.target.value === 'yes')}
          sx={{ width: 110 }}
        >
          <MenuItem value="yes">{common.yes}</MenuItem>
          <MenuItem value="no">{common.no}</MenuItem>
        </TextField>
      );
    case 'number': {
      // Money is kept in hundredths and typed in units.
      const times = type === 'money' ? 100 : 1;
      const number = part.value === '' ? '' : String(Number(part.value) / times);
      return (
        <TextField
          {...shared}
          type="number"
          value={part.value === undefined ? '' : number}
          onChange={({ target }) =>
            set(
              target.value === ''
                ? ''
                : type === 'decimal'
                  ? target.value
                  : Math.round(Number(target.value) * times),
            )
          }
          sx={{ width: 150 }}
        />
      );
    }
    case 'day':
    case 'instant':
      return <Time part={part} set={set} />;
    case 'key':
    case 'keys':
      return <Keys kind={kind} field={field} part={part} set={set} />;
    default:
      return (
        <TextField
          {...shared}
          value={typeof part.value === 'string' ? part.value : ''}
          onChange={(event) => set(event.target.value)}
          sx={{ width: 220 }}
        />
      );
  }
}

/** A day: of the calendar, or counted from today. */
function Time({ part, set }: { part: FieldCondition; set: (value: FilterValue) => void }) {
  const texts = useTexts().lists.filter;
  const { value } = part;
  const named = isPeriod(value) ? `${value.unit}:${value.shift}` : 'date';
  const isNamed = named in texts.periods;
  return (
    <>
      <TextField
        select
        label={texts.value}
        value={isNamed ? named : 'ago'}
        onChange={({ target }) => {
          if (target.value === 'date') set(localDate(nowIso(), systemZone()));
          else if (target.value === 'ago') set({ unit: 'day', shift: -30 });
          else {
            const [unit = 'day', shift = '0'] = target.value.split(':');
            set({ unit: unit as PeriodUnit, shift: Number(shift) });
          }
        }}
        sx={{ width: 170 }}
      >
        {Object.entries(texts.periods).map(([key, word]) => (
          <MenuItem key={key} value={key}>
            {word}
          </MenuItem>
        ))}
      </TextField>
      {!isNamed && isPeriod(value) && (
        <TextField
          type="number"
          label={texts.daysAgo}
          value={-value.shift}
          onChange={({ target }) =>
            set({
              unit: 'day',
              shift: -Math.max(-10_000, Math.min(10_000, Math.round(Number(target.value)))),
            })
          }
          sx={{ width: 130 }}
        />
      )}
      {typeof value === 'string' && (
        <TextField
          type="date"
          label={texts.onDay}
          value={value}
          onChange={(event) => set(event.target.value)}
          slotProps={{ inputLabel: { shrink: true } }}
          sx={{ width: 150 }}
        />
      )}
    </>
  );
}

/** Some of what a field can be: of a closed list, of the people, stages and records there are; tags as they are typed. */
function Keys({ kind, field, part, set }: Omit<Props, 'onChange'> & { set: (value: FilterValue) => void }) {
  const texts = useTexts().lists.filter;
  const words = useValueWords(worded(field.found.kind));
  const { type, choices } = field.found.field;
  const isPerson = type === 'person' || type === 'people';
  const isListed = (listedKinds as readonly string[]).includes(kind) && isKind(kind);
  const asks = !choices && type !== 'tags' && isListed;
  const found =
    useLive('lists.options', asks ? { kind: kind as ListedKind, field: field.path } : null).value ?? [];
  const chosen = Array.isArray(part.value) ? part.value.map(String) : [];
  const finished = isFinished(part, field.found.field);
  if (type === 'tags') {
    return (
      <TextField
        label={texts.value}
        error={!finished}
        helperText={finished ? '' : texts.unfinished}
        defaultValue={chosen.join(', ')}
        onChange={({ target }) =>
          set(
            target.value
              .split(',')
              .map((tag) => tag.trim())
              .filter((tag) => tag !== ''),
          )
        }
        sx={{ width: 220 }}
      />
    );
  }
  const options: readonly (readonly [string, string])[] = choices
    ? choices.map((one) => [one, words.lines(field.found.name, one, {})[0] ?? one])
    : [
        ...(isPerson
          ? ([
              [me, texts.me],
              [myTeam, texts.team],
            ] as const)
          : []),
        ...found.map(({ id, name }) => [id, name] as const),
      ];
  const known = new Set(options.map(([id]) => id));
  return (
    <TextField
      select
      label={texts.value}
      error={!finished}
      helperText={finished ? '' : texts.unfinished}
      value={chosen.filter((id) => known.has(id))}
      onChange={({ target }) => set(([] as string[]).concat(target.value as unknown as string[]))}
      slotProps={{ select: { multiple: true, MenuProps: { sx: { maxHeight: 420 } } } }}
      sx={{ width: 240 }}
    >
      {options.map(([id, name]) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}

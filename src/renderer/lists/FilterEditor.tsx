import AddIcon from '@mui/icons-material/Add';
import RemoveIcon from '@mui/icons-material/Close';
import type { CollectionName } from '@shared/collections';
import { fieldTraits, type Operator } from '@shared/fields/traits';
import { childrenOf } from '@shared/filters/fields';
import {
  type ChildrenCondition,
  DEEPEST,
  type FieldCondition,
  type Filter,
  type FilterPart,
  groupOf,
  isChildren,
  isGroup,
  type Join,
  joins,
  partsOf,
} from '@shared/filters/schema';
import { wordsOf } from '@shared/texts/kinds-words';
import { useTexts } from '../services/texts';
import { TextField } from '../ui/Field';
import { IconAction } from '../ui/IconAction';
import { MenuItem } from '../ui/Menu';
import { PlainButton } from '../ui/PlainButton';
import { ConditionValue } from './ConditionValue';
import { editableOperators, firstCondition, withOperator } from './filter-draft';
import { useListFields } from './use-field-words';

interface GroupProps {
  readonly kind: CollectionName;
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
  readonly depth?: number;
}

/** A group of conditions with what it holds, any of them a group again. */
export function FilterEditor({ kind, filter, onChange, depth = 1 }: GroupProps) {
  const texts = useTexts().lists.filter;
  const fields = useListFields(kind);
  const children = useChildren(kind);
  const { join, parts } = partsOf(filter);
  const change = (place: number, part: FilterPart) =>
    onChange(
      groupOf(
        join,
        parts.map((one, at) => (at === place ? part : one)),
      ),
    );
  const remove = (place: number) =>
    onChange(
      groupOf(
        join,
        parts.filter((_, at) => at !== place),
      ),
    );
  const add = (part: FilterPart) => onChange(groupOf(join, [...parts, part]));
  const [field] = fields;
  const [child] = children;
  return (
    <fieldset className="filter-group" aria-label={texts.title}>
      <TextField
        select
        label={texts.join}
        value={join}
        onChange={(event) => onChange(groupOf(event.target.value as Join, parts))}
        sx={{ width: 190 }}
      >
        {joins.map((one) => (
          <MenuItem key={one} value={one}>
            {texts.joins[one]}
          </MenuItem>
        ))}
      </TextField>
      {parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name but its place
        <div key={place} className="filter-part">
          {isGroup(part) ? (
            <FilterEditor
              kind={kind}
              filter={part}
              onChange={(next) => change(place, next)}
              depth={depth + 1}
            />
          ) : isChildren(part) ? (
            <Children kind={kind} part={part} onChange={(next) => change(place, next)} depth={depth} />
          ) : (
            <Condition kind={kind} part={part} onChange={(next) => change(place, next)} />
          )}
          <IconAction label={texts.remove} onClick={() => remove(place)}>
            <RemoveIcon fontSize="small" />
          </IconAction>
        </div>
      ))}
      <div className="filter-add">
        {field && (
          <PlainButton icon={<AddIcon />} onClick={() => add(firstCondition(field))}>
            {texts.addCondition}
          </PlainButton>
        )}
        {child && depth < DEEPEST && (
          <PlainButton
            icon={<AddIcon />}
            onClick={() => add({ children: child.kind, by: child.by, match: 'exists', filter: { all: [] } })}
          >
            {texts.addRelated}
          </PlainButton>
        )}
        {depth < DEEPEST && (
          <PlainButton icon={<AddIcon />} onClick={() => add({ any: [] })}>
            {texts.addGroup}
          </PlainButton>
        )}
      </div>
    </fieldset>
  );
}

function Condition({
  kind,
  part,
  onChange,
}: {
  readonly kind: CollectionName;
  readonly part: FieldCondition;
  readonly onChange: (part: FieldCondition) => void;
}) {
  const texts = useTexts().lists.filter;
  const fields = useListFields(kind);
  const field = fields.find(({ path }) => path === part.field);
  const { is } = field ? fieldTraits[field.found.field.type] : { is: 'text' };
  const isTime = is === 'day' || is === 'instant';
  const word = (operator: Operator) =>
    (isTime && (texts.timeOperators as Partial<Record<Operator, string>>)[operator]) ||
    texts.operators[operator];
  return (
    <>
      <TextField
        select
        label={texts.field}
        value={field ? part.field : ''}
        onChange={(event) => {
          const next = fields.find(({ path }) => path === event.target.value);
          if (next) onChange(firstCondition(next));
        }}
        sx={{ width: 220 }}
        slotProps={{ select: { MenuProps: { sx: { maxHeight: 420 } } } }}
      >
        {fields
          .filter(({ found }) => editableOperators(found.field).length > 0)
          .map(({ path, label }) => (
            <MenuItem key={path} value={path}>
              {label}
            </MenuItem>
          ))}
      </TextField>
      {field && (
        <>
          <TextField
            select
            label={texts.operator}
            value={part.operator}
            onChange={(event) =>
              onChange(withOperator(part, field.found.field, event.target.value as Operator))
            }
            sx={{ width: 160 }}
          >
            {[...new Set([part.operator, ...editableOperators(field.found.field)])].map((operator) => (
              <MenuItem key={operator} value={operator}>
                {word(operator)}
              </MenuItem>
            ))}
          </TextField>
          <ConditionValue kind={kind} field={field} part={part} onChange={onChange} />
        </>
      )}
    </>
  );
}

function Children({
  kind,
  part,
  onChange,
  depth,
}: {
  readonly kind: CollectionName;
  readonly part: ChildrenCondition;
  readonly onChange: (part: ChildrenCondition) => void;
  readonly depth: number;
}) {
  const texts = useTexts().lists.filter;
  const children = useChildren(kind);
  const known = children.find((one) => one.kind === part.children && one.by === part.by);
  return (
    <div className="filter-children">
      <TextField
        select
        label={texts.matchLabel}
        value={part.match}
        onChange={(event) => onChange({ ...part, match: event.target.value as 'exists' | 'none' })}
        sx={{ width: 110 }}
      >
        {(['exists', 'none'] as const).map((match) => (
          <MenuItem key={match} value={match}>
            {texts.match[match]}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label={texts.related}
        value={known ? `${part.children} ${part.by}` : ''}
        onChange={(event) => {
          const [next = '', by = ''] = event.target.value.split(' ');
          onChange({ ...part, children: next, by, filter: { all: [] } });
        }}
        sx={{ width: 240 }}
      >
        {children.map((one) => (
          <MenuItem key={`${one.kind} ${one.by}`} value={`${one.kind} ${one.by}`}>
            {one.label}
          </MenuItem>
        ))}
      </TextField>
      {known && (
        <FilterEditor
          kind={known.kind}
          filter={part.filter}
          onChange={(filter) => onChange({ ...part, filter })}
          depth={depth + 1}
        />
      )}
    </div>
  );
}

/** What may belong to a record of a kind, with its words; where a kind points twice, by which field. */
function useChildren(kind: CollectionName) {
  const { kinds, lists } = useTexts();
  const all = childrenOf(kind).flatMap(({ kind: child, by }) => {
    const words = wordsOf(kinds, child);
    return words ? [{ kind: child, by, words }] : [];
  });
  return all.map(({ kind: child, by, words }) => ({
    kind: child,
    by,
    label:
      all.filter((one) => one.kind === child).length > 1
        ? lists.through(words.many, words.fields[by] ?? by)
        : words.many,
  }));
}

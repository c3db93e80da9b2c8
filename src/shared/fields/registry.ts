import { Strict } from '../lib/schema';
import { accounts } from './accounts';
import { addresses } from './addresses';
import { jsonCells } from './cells';
import { choice, choices } from './choice';
import { date, instant } from './day';
import { emails } from './emails';
import {
  type CellContext,
  type Field,
  type FieldType,
  type FieldTypeName,
  type Parsed,
  plainCells,
} from './field';
import { decimal, duration, integer, money, percent } from './number';
import { phone, phones } from './phone';
import { directory, file, people, person, reference, references } from './reference';
import { tags } from './tags';
import { link, longText, text } from './text';
import { fieldTraits } from './traits';
import { data, type Element, elements, lines } from './whole';
import { yesNo } from './yes-no';

/** An object that people edit part by part; its parts are of the types below. */
const group: FieldType<Element> = {
  ...fieldTraits.group,
  ...jsonCells<Element>(({ parts = {} }) =>
    Strict(
      Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, fieldTypeOf(part).schema(part)])),
    ),
  ),
};

/**
 * Every type of field there is. What is said here goes for all processes; `main/fields/` says how each is asked for in
 * SQL, `renderer/fields/` how each is shown and edited.
 */
export const fieldTypes = {
  text,
  longText,
  integer,
  decimal,
  money,
  percent,
  duration,
  date,
  instant,
  yesNo,
  choice,
  choices,
  directory,
  reference,
  references,
  person,
  people,
  phone,
  phones,
  emails,
  addresses,
  accounts,
  link,
  tags,
  file,
  lines,
  elements,
  group,
  data,
} satisfies Readonly<Record<FieldTypeName, FieldType>>;

/** The type of a field. The values it is given must be the field's own. */
export const fieldTypeOf = ({ type }: Pick<Field, 'type'>): FieldType => fieldTypes[type];

/** A field's value from the text of a cell. */
export const parseCell = (field: Field, text: string, cells: CellContext = plainCells): Parsed<unknown> =>
  fieldTypeOf(field).parse(text, field, cells);

/** The text of a cell for a field's value; what is absent is empty. */
export const formatCell = (field: Field, value: unknown, cells: CellContext = plainCells): string =>
  value === undefined || value === null ? '' : fieldTypeOf(field).format(value, field, cells);

import { type Static, type TSchema, Type } from 'typebox';
import type { Field } from '../../src/shared/fields/field';
import * as make from '../../src/shared/fields/make';
import { fieldTypeOf } from '../../src/shared/fields/registry';
import { entity } from '../../src/shared/lib/entity';
import { recordFields } from '../../src/shared/lib/schema';

const colours = ['red', 'green', 'blue'] as const;
const marks = ['new', 'used', 'spare'] as const;

/** One field of every type of field there is; a test counts them. */
const fields = {
  clientId: make.reference('clients', { required: true }),
  text: make.text({ search: 'name', required: true }),
  longText: make.longText({ search: 'words', joins: true }),
  integer: make.integer({ sum: true }),
  decimal: make.decimal(),
  money: make.money({ sum: true }),
  percent: make.percent(),
  duration: make.duration(),
  date: make.date(),
  instant: make.instant(),
  yesNo: make.yesNo(),
  choice: make.choice(colours, { group: true }),
  choices: make.choices(marks),
  directory: make.directory('funnels', 'stages'),
  references: make.references('contacts'),
  person: make.person({ group: true }),
  people: make.people(),
  phone: make.phone({ search: 'words', digits: true }),
  phones: make.phones({ search: 'words', digits: true }),
  emails: make.emails({ search: 'words' }),
  addresses: make.addresses({ search: 'words' }),
  accounts: make.accounts(),
  link: make.link({ search: 'words' }),
  tags: make.tags({ search: 'words' }),
  file: make.file(),
  lines: make.lines<{ id: string; name: string }>({ search: 'words' }),
  elements: make.elements<{ id: string; name: string }>('name'),
  group: make.group<{ maker: string; year: number }>({ maker: make.text(), year: make.integer() }),
  data: make.data<Record<string, unknown>>({}, Type.Unsafe({ type: 'object', additionalProperties: true })),
} as const;

type Fields = { -readonly [K in keyof typeof fields]: (typeof fields)[K] extends Field<infer V> ? V : never };

/** The fields as their types keep them. */
const own = Object.fromEntries(
  Object.entries<Field>(fields as Readonly<Record<string, Field>>).map(([name, field]) => [
    name,
    fieldTypeOf(field).schema(field),
  ]),
) as { [K in keyof Fields]: TSchema & { static: Fields[K] } };

const Gadget = Type.Unsafe<Static<ReturnType<typeof recordOf>> & Fields>({
  ...recordOf(),
  properties: { ...recordFields, ...own },
  required: [...(recordOf().required ?? []), ...Object.keys(own)],
});

function recordOf() {
  return Type.Object(recordFields, { additionalProperties: false });
}

/** A kind of records that no file but this one knows of. */
export const gadgets = entity(Gadget, {
  one: 'gadget',
  version: 0,
  indexes: [['clientId', 'createdAt'], 'money'],
  migrations: {},
  replication: 'both',
  access: { card: 'clientId', alone: ['person', 'createdBy'] },
  pullPriority: 3,
  fields,
  title: ['text'],
  gist: 'longText',
  belongsTo: { clients: 'clientId' },
  timeline: { at: ['instant'] },
  history: true,
  restorable: true,
  news: 'title',
  searchable: 8,
  counted: true,
  plain: true,
  importable: true,
  exportable: true,
  reported: true,
});

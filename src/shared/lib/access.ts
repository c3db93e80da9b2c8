import type { UserRole } from '../users/schema';

type Field<T> = keyof T & string;

/** With whom a person shares what is his: nobody, his team, all. */
export const sharings = ['mine', 'team', 'everybody'] as const;
export type Sharing = (typeof sharings)[number];

/**
 * Who receives the records of a collection; declared for every collection, or it does not compile. A **card** is a
 * client with everything that belongs to it: its people are the responsible one and the participants, and whoever sees
 * one of them (the head of his team) sees the whole card. An administrator sees everything.
 *
 * - `everyone`: the directory;
 * - `device`: never leaves the device it was made on;
 * - `responsible`: the record is a card itself; the field names its person, and where it is empty, who made it;
 * - `card`: the record belongs to the card the field names; where it names none that is known, to the people in
 *   `alone`. `admits`: the field names one more person of that card;
 * - `owner`: the record is its owner's, and of those whom the field `shared` says: one of {@link sharings}.
 */
export type AccessRule<T> =
  | 'everyone'
  | 'device'
  | { readonly responsible: Field<T> }
  | { readonly owner: Field<T>; readonly shared: Field<T> }
  | {
      readonly card: Field<T>;
      readonly alone: readonly Field<T>[];
      readonly admits?: Field<T>;
    };

/**
 * Whether somebody of a role may change records of a collection that he sees.
 * @param writers the roles that may; everyone when absent
 * @param role his; absent where no server is known: whoever works alone may change everything
 */
export const mayWrite = (writers: readonly UserRole[] | undefined, role: UserRole | undefined): boolean =>
  writers === undefined || role === undefined || writers.includes(role);

type Fields = Readonly<Record<string, unknown>>;

/** The card a record belongs to: its client's id; '' for none. */
export function cardOf(rule: AccessRule<never>, record: Fields): string {
  if (rule === 'everyone' || rule === 'device' || 'owner' in rule) return '';
  return textOf(record, 'responsible' in rule ? 'id' : rule.card);
}

/** The people a record names by itself: of a card, its responsible; of anything else, whom it falls to alone. */
export function peopleOf(rule: AccessRule<never>, record: Fields): string[] {
  if (rule === 'everyone' || rule === 'device') return [];
  if ('responsible' in rule) return one(textOf(record, rule.responsible) || textOf(record, 'createdBy'));
  if ('owner' in rule) return one(textOf(record, rule.owner) || textOf(record, 'createdBy'));
  return [...new Set(rule.alone.flatMap((field) => one(textOf(record, field))))];
}

/** With whom a record is shared; whatever is no such word shares it with nobody. */
export function sharingOf(rule: AccessRule<never>, record: Fields): Sharing {
  const said = typeof rule === 'object' && 'owner' in rule ? textOf(record, rule.shared) : '';
  return sharings.find((one) => one === said) ?? 'mine';
}

/** The person a living record admits to its card; '' for nobody. */
export function admittedBy(rule: AccessRule<never>, record: Fields): string {
  return typeof rule === 'object' && 'admits' in rule && rule.admits ? textOf(record, rule.admits) : '';
}

const one = (id: string): string[] => (id === '' ? [] : [id]);

function textOf(record: Fields, field: string): string {
  const value = record[field];
  return typeof value === 'string' ? value : '';
}

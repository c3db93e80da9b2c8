import type { UserRole } from '../users/schema';
import { same } from './merge';

type Field<T> = keyof T & string;
type Fields = Readonly<Record<string, unknown>>;

/**
 * Who may change a record he sees, where a server is connected. Asked by the window, which then offers no such edit, by
 * the data thread, which refuses it, and by the server, which keeps it for the head. Heads and administrators may always,
 * but for what is `settled`. Without a rule whoever sees a record may change it.
 */
export interface EditRule<T> {
  /** The fields that name whose record it is. Empty: everybody's who sees it. */
  readonly own: readonly Field<T>[];
  /** Whoever answers for the card may change it, too; to delete it or to move it to another card he always may. */
  readonly responsibleToo?: boolean;
  /** Fields that everybody who sees it may change. */
  readonly open?: readonly Field<T>[];
  /** Fields of everybody's record that only who answers for it may change; he alone may delete it, too. */
  readonly guarded?: readonly Field<T>[];
  /** Fields in which a person may write nobody's name but his own. */
  readonly signs?: readonly Field<T>[];
  /** Says of a change that nobody may make it any more. `after` is undefined where the record is deleted. */
  readonly settled?: (before: T, after: T | undefined, changed: ReadonlySet<string>) => boolean;
}

/** Who wants to change something. */
export interface Editor {
  readonly userId: string;
  /** His role; absent where no server is known: whoever works alone may change everything. */
  readonly role: UserRole | undefined;
  /** Whether he leads this person. A device does not know the teams and leaves it to the server: true. */
  readonly leads: (userId: string) => boolean;
}

/** What an edit does to a record. */
export interface Edit {
  /** Undefined for a new record. */
  readonly before: Fields | undefined;
  /** Undefined where the record is deleted. */
  readonly after: Fields | undefined;
  /** The record was deleted and comes back. */
  readonly revives?: boolean;
  /** Who answers for the card it belongs to; '' where there is none or nobody knows. */
  readonly responsible: string;
}

/** What every edit changes. */
const stamps = new Set(['createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'device', '_deleted']);
/** Where a record hangs, not what it says: it changes when two cards are joined. */
const places = new Set(['clientId']);

/** Whether the editor may do this; see {@link EditRule}. */
export function mayEdit(rule: EditRule<never> | undefined, edit: Edit, editor: Editor): boolean {
  const { userId, role } = editor;
  if (rule === undefined || role === undefined) return true;
  const { before, after, revives, responsible } = edit;
  const changed = new Set(after ? changedFields(before ?? {}, after) : []);
  const settled = rule.settled as
    | ((before: Fields, after: Fields | undefined, changed: ReadonlySet<string>) => boolean)
    | undefined;
  if (before !== undefined && settled?.(before, after, changed)) return false;
  if (role === 'admin') return true;
  const own = rule.own.map((field) => textOf(before ?? after, field)).filter((id) => id !== '');
  const people = before === undefined ? [] : [...own, responsible].filter((id) => id !== '');
  if (role === 'head' && (people.length === 0 || people.some(editor.leads))) return true;
  for (const field of rule.signs ?? []) {
    if (changed.has(field) && after && textOf(after, field) !== userId && textOf(after, field) !== '')
      return false;
  }
  if (before === undefined) return true;
  const answers = responsible === userId;
  if (rule.own.length === 0) {
    const guarded = rule.guarded ?? [];
    const touches =
      after === undefined || revives === true ? guarded.length > 0 : guarded.some((one) => changed.has(one));
    return !touches || answers || responsible === '';
  }
  if (own.length === 0 || own.includes(userId)) return true;
  const movesOnly =
    after === undefined || revives === true || [...changed].every((field) => places.has(field));
  if (answers && (movesOnly || rule.responsibleToo === true)) return true;
  return (
    after !== undefined &&
    revives !== true &&
    [...changed].every((field) => rule.open?.includes(field as never))
  );
}

function changedFields(before: Fields, after: Fields): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => !stamps.has(field) && !same(before[field], after[field]),
  );
}

function textOf(record: Fields | undefined, field: string): string {
  const value = record?.[field];
  return typeof value === 'string' ? value : '';
}

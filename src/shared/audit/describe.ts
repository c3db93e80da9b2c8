import type { Texts } from '../texts';
import type { AuditEvent, AuditLine, AuditPage, ExportKind } from './events';

type Words = Pick<Texts, 'audit' | 'staff'>;
type Names = Pick<AuditPage, 'names'>;

/** An entry in plain words. */
export interface AuditWords {
  readonly event: string;
  /** Who did it. */
  readonly who: string;
  /** Whom it was done to, from what to what, how much; '' when the event says it all. */
  readonly about: string;
}

/** One file is said by its kind. */
const isOne = ({ what, count }: AuditLine['details']) =>
  count === 1 && ['document', 'file', 'file-opened'].includes(String(what));

/** An export told later than so is shown with the time it was made, in milliseconds. */
const lateMs = 10 * 60_000;

/**
 * Says an entry of the log in words; an event of a newer server by its name.
 * @param time writes an instant the way people read it
 */
export function describeEntry(
  entry: AuditLine,
  { names }: Names,
  words: Words,
  time: (instant: string) => string,
): AuditWords {
  const { audit } = words;
  const nameOf = (id: unknown) => (typeof id === 'string' && id !== '' ? (names[id] ?? audit.gone) : '');
  const isTold = entry.event === 'exported' && entry.subject !== '';
  const doer = isTold ? entry.subject : entry.userId;
  return {
    event: audit.events[entry.event as AuditEvent] ?? entry.event,
    who: doer === null ? audit.commandLine : nameOf(doer),
    about: aboutOf(entry, words, nameOf, time),
  };
}

function aboutOf(
  { event, at, userId, subject, details }: AuditLine,
  { audit, staff }: Words,
  nameOf: (id: unknown) => string,
  time: (instant: string) => string,
): string {
  const { about } = audit;
  const number = (value: unknown) => (typeof value === 'number' ? value : 0);
  const role = (value: unknown) => staff.roles[value as keyof typeof staff.roles] ?? String(value ?? '');
  const whom = nameOf(subject);
  const changed = (from: string, to: string) => [whom, about.change(from, to)].filter(Boolean).join(': ');
  switch (event as AuditEvent) {
    case 'sign-in-failed':
      return details.closed === true ? about.closed : about.wrongPassword;
    case 'locked-out':
      return [
        about.minutes(number(details.minutes)),
        ...(details.everywhere === true ? [about.everywhere] : []),
      ].join(', ');
    case 'password-changed':
      return subject === userId ? about.ownPassword : whom;
    case 'person-added':
      return [whom, role(details.role)].filter(Boolean).join(', ');
    case 'role-changed':
      return changed(role(details.from), role(details.to));
    case 'team-changed':
      return changed(nameOf(details.from) || staff.noTeam, nameOf(details.to) || staff.noTeam);
    case 'team-head-changed':
      return changed(nameOf(details.from) || about.nobody, nameOf(details.to) || about.nobody);
    case 'exported': {
      const made = typeof details.at === 'string' ? details.at : at;
      const isLate = Math.abs(Date.parse(at) - Date.parse(made)) > lateMs;
      return [
        audit.exports[details.what as ExportKind] ?? String(details.what),
        ...(isOne(details) ? [] : [about.records(number(details.count))]),
        ...(isLate ? [about.madeAt(time(made))] : []),
        ...(subject === '' ? [] : [about.toldBy(nameOf(userId))]),
      ].join(', ');
    }
    case 'inbox-resolved':
      return number(details.fields) === 0 ? about.refused : about.taken(number(details.fields));
    case 'inbox-reopened':
      return '';
    default:
      return subject === userId ? '' : whom;
  }
}

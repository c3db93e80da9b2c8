import { Type } from 'typebox';
import { output, system } from '../lib/contract';
import { DeviceId, Id, OneOf, Reference, Strict, Text } from '../lib/schema';
import { type UserRole, userRoles } from '../users/schema';

/** A colleague as administrators and heads see him. */
export interface StaffPerson {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: UserRole;
  /** The team's id; null: in none. */
  readonly team: string | null;
  readonly disabled: boolean;
}

export interface StaffTeam {
  readonly id: string;
  readonly name: string;
  /** Who answers for it, by id; heads who are in the team see its clients, too. */
  readonly head: string | null;
}

export interface Staff {
  readonly people: readonly StaffPerson[];
  readonly teams: readonly StaffTeam[];
  /** The roles the asker may give. */
  readonly mayGive: readonly UserRole[];
}

/** A device somebody signs in on. Instants are '' where it never happened. */
export interface StaffDevice {
  readonly id: string;
  readonly name: string;
  /** Who signed in on it last, by id. */
  readonly user: string;
  readonly series: string;
  readonly lastSeenAt: string;
  readonly revokedAt: string;
  /** When it reported its database wiped. */
  readonly wipedAt: string;
  readonly signedIn: boolean;
}

/** An id of a team, or '' for none. */
const Team = Reference;
const Password = Text(500);

/** What the server alone knows; all of it needs the network. Errors everywhere: sync-*, not-found. */
export const staffContract = {
  /** Errors: sync-forbidden for sellers. */
  'staff.load': system(Strict({}), output<Staff>()),
  /** An empty password has one made up; it is answered once. Errors: login-taken, login-invalid, name-invalid. */
  'staff.add': system(
    Strict({ login: Text(120), name: Text(300), role: OneOf(userRoles), team: Team, password: Password }),
    output<{ readonly password: string }>(),
  ),
  /** Errors: last-admin, name-invalid. */
  'staff.change': system(
    Strict({
      id: Id,
      name: Text(300),
      role: OneOf(userRoles),
      team: Team,
      disabled: Type.Boolean(),
    }),
    output<null>(),
  ),
  /** Makes up a new password, shown once; all sessions of the person end. */
  'staff.newPassword': system(Strict({ id: Id }), output<{ readonly password: string }>()),
  /** A new team for an empty id. Errors: name-invalid. */
  'staff.saveTeam': system(Strict({ id: Reference, name: Text(120), head: Reference }), output<null>()),
  /** One's own devices, for an administrator everybody's, with the names of their people. */
  'devices.load': system(
    Strict({}),
    output<{
      readonly devices: readonly StaffDevice[];
      /** The id of this device. */
      readonly own: string;
      readonly names: Readonly<Record<string, string>>;
    }>(),
  ),
  /** At its next contact the device hands over what is unsent and wipes its database. */
  'devices.revoke': system(Strict({ id: DeviceId }), output<null>()),
} as const;

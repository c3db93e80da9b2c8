import { type Static, Type } from 'typebox';
import { OneOf, recordFields, Strict, Text } from '../lib/schema';

export const userRoles = ['seller', 'head', 'admin'] as const;

/** A colleague; comes from the server (the device's own user exists before any server). */
export const User = Strict({
  ...recordFields,
  name: Text(300),
  login: Text(120),
  role: OneOf(userRoles),
  disabled: Type.Boolean(),
});

export type User = Static<typeof User>;
export type UserRole = User['role'];

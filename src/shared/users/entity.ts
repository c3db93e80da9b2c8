import { choice, text, yesNo } from '../fields/make';
import { entity } from '../lib/entity';
import { User, userRoles } from './schema';

export const users = entity(User, {
  one: 'user',
  version: 0,
  indexes: ['name'],
  migrations: {},
  serverStays: () => true,
  replication: 'pull',
  access: 'everyone',
  pullPriority: 0,
  fields: { name: text(), login: text(), role: choice(userRoles), disabled: yesNo() },
  title: ['name'],
});

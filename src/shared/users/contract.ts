import { live, output } from '../lib/contract';
import { Strict } from '../lib/schema';
import type { User } from './schema';

export const usersContract = {
  /** Everyone a client or a task can be given to; the device's own user first. */
  'users.list': live(Strict({}), output<readonly User[]>()),
} as const;

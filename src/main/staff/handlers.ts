import type { Staff, StaffDevice } from '@shared/staff/contract';
import type { FeatureHandlers } from '../app/system';

const orNull = (id: string): string | null => (id === '' ? null : id);
const at = (path: string, id: string): string => `${path}/${encodeURIComponent(id)}`;

export const staffHandlers: FeatureHandlers<'staff'> = {
  'staff.load': ({ server }) => server.ask<Staff>('GET', '/staff'),
  async 'staff.add'({ server }, { login, name, role, team, password }) {
    const made = await server.ask<{ password?: string }>('POST', '/staff', {
      login,
      name,
      role,
      team: orNull(team),
      ...(password === '' ? {} : { password }),
    });
    return { password: made.password ?? '' };
  },
  async 'staff.change'({ server }, { id, name, role, team, disabled }) {
    await server.ask('POST', at('/staff', id), { name, role, team: orNull(team), disabled });
    return null;
  },
  async 'staff.newPassword'({ server }, { id }) {
    const { password } = await server.ask<{ password?: string }>('POST', `${at('/staff', id)}/password`, {});
    return { password: password ?? '' };
  },
  async 'staff.saveTeam'({ server }, { id, name, head }) {
    await server.ask('POST', id === '' ? '/teams' : at('/teams', id), { name, head: orNull(head) });
    return null;
  },
};

export const devicesHandlers: FeatureHandlers<'devices'> = {
  async 'devices.load'({ server }) {
    const { devices, own } = await server.ask<{ devices: StaffDevice[]; own: string }>('GET', '/devices');
    const { users } = await server.ask<{ users: { id: string; name: string }[] }>('GET', '/users');
    return { devices, own, names: Object.fromEntries(users.map(({ id, name }) => [id, name])) };
  },
  async 'devices.revoke'({ server }, { id }) {
    await server.ask('POST', `${at('/devices', id)}/revoke`);
    return null;
  },
};

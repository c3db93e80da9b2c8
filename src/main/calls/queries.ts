import type { FeatureQueries } from '../reader/reader';
import { table } from '../reader/reader';
import { callRows } from './rows';
import { callWindow } from './window';

export const callsQueries: FeatureQueries<'calls'> = {
  'calls.window': {
    dependsOn: ['calls', 'clients', 'contacts', 'users'],
    run: (reader, { filter, zone, offset, limit }) => callWindow(reader, filter, zone, offset, limit),
  },
  'calls.byId': {
    dependsOn: ['calls', 'clients', 'contacts', 'users'],
    run(reader, { id }) {
      const rows = reader.rows(`SELECT data, mark FROM ${table('calls')} WHERE id = ? AND deleted = 0`, [id]);
      return callRows(reader, rows)[0] ?? null;
    },
  },
};

import type { FeatureQueries } from '../reader/reader';
import { table } from '../reader/reader';
import { callRows } from './rows';
import { callWindow } from './window';

export const callsQueries: FeatureQueries<'calls'> = {
  'calls.window': (reader, { filter, zone, offset, limit }) =>
    callWindow(reader, filter, zone, offset, limit),
  'calls.byId'(reader, { id }) {
    const rows = reader.rows(`SELECT data, mark FROM ${table('calls')} WHERE id = ? AND deleted = 0`, [id]);
    return callRows(reader, rows)[0] ?? null;
  },
};

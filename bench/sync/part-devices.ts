import { type Row, row } from '../measure';
import { type CrowdReport, crowd, inviteCrowd } from './crowd';
import { startEndpoint } from './endpoint';
import { fill } from './fill';
import { idleBytes } from './idle';

/** So many devices are connected, one number after the other. */
const crowds = [1, 10, 100, 500];

/** What devices cost that are connected: at rest, and while one of them writes. */
export async function measureDevices(add: (one: Row) => void): Promise<void> {
  const endpoint = await startEndpoint();
  try {
    await inviteCrowd(endpoint, Math.max(...crowds));
    await fill(endpoint);
    add(
      row({
        name: 'idle traffic a minute a device',
        value: await idleBytes(endpoint),
        unit: 'bytes',
        baseline: { name: 'the goal', value: 1024 },
        atMost: { value: 1024 },
      }),
    );
    let single: CrowdReport | undefined;
    for (const devices of crowds) {
      const found = await crowd(endpoint, devices, 8);
      single ??= found;
      const many = devices === 500;
      add(
        row({
          name: `${devices} devices, 50 edits/s: edit to another device, p95`,
          value: found.p95,
          unit: 'ms',
          baseline: { name: 'one device', value: single.p95 },
          ...(many ? { atMost: { value: 300 } } : {}),
        }),
      );
      add(
        row({
          name: `${devices} devices: endpoint's share of a core`,
          value: found.cpu,
          unit: '%',
          baseline: { name: 'one device', value: single.cpu },
        }),
      );
      if (devices < 100) continue;
      add(
        row({
          name: `${devices} devices: endpoint's memory for each`,
          value: found.kbEach,
          unit: 'KB',
          baseline: { name: 'the goal', value: 100 },
          ...(many ? { atMost: { value: 100 } } : {}),
        }),
      );
    }
  } finally {
    await endpoint.stop();
  }
}

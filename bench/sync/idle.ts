import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../tests/support/device';
import { openDeviceProcess } from '../../tests/support/device-process';
import { type Endpoint, password } from './endpoint';

const minute = 60_000;
/** Who was still for so long has nothing more to fetch, in milliseconds. */
const quietMs = 3000;

/**
 * What a device that has nothing to do sends and receives in a minute, in bytes: the app's own threads, signed in and
 * caught up, over a line that counts. Without the headers of TCP and IP, which depend on the network.
 */
export async function idleBytes({ url }: Endpoint): Promise<number> {
  let bytes = 0;
  const sockets = new Set<Socket>();
  const line = createServer((near) => {
    const far = connect(Number(new URL(url).port), '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (part) => {
        bytes += part.length;
        to.write(part);
      });
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  const device = await openDeviceProcess('idle');
  try {
    await device.connect(`http://127.0.0.1:${(line.address() as AddressInfo).port}`, 'bench', password);
    let before = -1;
    await until(
      'the device has everything and is quiet',
      async () => {
        const quiet = device.status().phase === 'online' && bytes === before;
        before = bytes;
        await pause(quiet ? 0 : quietMs);
        return quiet;
      },
      600_000,
    );
    const from = bytes;
    await pause(minute);
    return bytes - from;
  } finally {
    await device.close();
    for (const socket of sockets) socket.destroy();
    line.close();
  }
}

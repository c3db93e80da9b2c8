// A laptop in a process of its own, so that it can be killed as a power cut would. Asked by device-process.ts.
import { type Device, type Killed, openDevice } from './device';

interface Ask {
  readonly id: number;
  readonly method: 'command' | 'read' | 'internal' | 'connect' | 'disconnect' | 'close' | 'left';
  readonly words: readonly unknown[];
}

const [name = '', of = ''] = process.argv.slice(2);
const send = (message: unknown) => process.send?.(message);
const device: Device = await openDevice(name, of === '' ? undefined : (JSON.parse(of) as Killed));

let told = '';
setInterval(() => {
  const status = JSON.stringify(device.status());
  if (status !== told) send({ status: device.status() });
  told = status;
}, 30);

process.on('message', ({ id, method, words }: Ask) => {
  const call = device[method as 'internal'] as (...all: readonly unknown[]) => unknown;
  void Promise.resolve()
    .then(() => call(...words))
    .then(
      (value) => send({ id, value }),
      (error: unknown) => send({ id, error: { ...(error as object), message: String(error) } }),
    );
});
process.on('disconnect', () => process.exit());
send({ opened: { databasePath: device.databasePath } });

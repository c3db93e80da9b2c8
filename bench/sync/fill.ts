import { until } from '../../tests/support/device';
import { openDeviceProcess } from '../../tests/support/device-process';
import { type Endpoint, password } from './endpoint';

/** So many clients are sent by a laptop; more are copies made inside PostgreSQL. */
export const sentClients = 2000;

/** A laptop full of made-up records gives them to the endpoint; answers records a second. */
export async function fill({ url }: Endpoint): Promise<number> {
  const filler = await openDeviceProcess('filler');
  const { records } = await filler.command('app.fillDemo', { clients: sentClients });
  const begun = performance.now();
  await filler.connect(url, 'bench', password);
  const sent = () => filler.status().phase === 'online' && filler.status().unsent === 0;
  await until('everything is sent', sent, 3_600_000);
  const rate = records / ((performance.now() - begun) / 1000);
  await filler.close();
  return rate;
}

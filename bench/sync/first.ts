import { type Device, openDevice } from '../../tests/support/device';
import { percentile } from '../measure';
import { type Endpoint, password } from './endpoint';

/** What a first sync showed. */
export interface FirstSync {
  /** Records a second, from signing in to the last one on the disk. */
  readonly rate: number;
  /** Milliseconds until the first task and the first client's card could be read. */
  readonly taskMs: number;
  readonly cardMs: number;
  /** How long a write of somebody at the window waited meanwhile, p95, in milliseconds. */
  readonly writeMs: number;
}

/**
 * A laptop whose base is empty takes everything.
 * @param expected how many records there are
 * @param first ids of the first task and the first client in the feed
 * @returns the laptop, open for what is measured next
 */
export async function firstSync(
  { url }: Endpoint,
  expected: number,
  first: { readonly task: string; readonly client: string },
): Promise<{ readonly laptop: Device; readonly found: FirstSync }> {
  const laptop = await openDevice('laptop');
  const begun = performance.now();
  const since = () => performance.now() - begun;
  await laptop.connect(url, 'bench', password);
  const writes: number[] = [];
  let taskMs = 0;
  let cardMs = 0;
  for (let round = 0; laptop.status().received < expected; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    if (taskMs === 0 && (await laptop.read('tasks.byId', { id: first.task }))) taskMs = since();
    if (cardMs === 0 && (await laptop.read('clients.card', { id: first.client }))) cardMs = since();
    if (round % 20 === 10) {
      const asked = performance.now();
      await laptop.own('$store.probe', null);
      writes.push(performance.now() - asked);
    }
  }
  const rate = expected / (since() / 1000);
  return { laptop, found: { rate, taskMs, cardMs, writeMs: percentile(writes, 0.95) } };
}

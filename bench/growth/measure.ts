import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/main/store/sqlite-storage/adapter';
import type { CommandName, LiveName } from '../../src/shared/contract';
import type { IsoDate } from '../../src/shared/lib/dates';
import { deviceKey, openDevice } from '../../tests/support/device';
import { deeds } from '../../tests/support/everyday/deeds';
import { questions } from '../../tests/support/everyday/questions';
import { some, type World } from '../../tests/support/everyday/world';
import { median } from '../measure';
import { session } from './base';
import { importTimes } from './import';

/** How long each way of asking and each deed takes in one database, in milliseconds. */
export type Times = ReadonlyMap<string, number>;

/** So often a question is asked and a deed done; what comes first warms up and is left out. */
const TURNS = 11;
const WARM_UP = 2;
/** So often a question is the first one after a start. */
const FIRST_TURNS = 3;

/**
 * Measures on a copy of a database, in the real data and reader threads, their messages and the durable commit included.
 * Before every question a client and a call are edited, as in a day's work: no answer is one that was kept.
 * @param wanted names of calls to measure alone; empty for all
 */
export async function measure(folder: string, wanted: readonly string[]): Promise<Times> {
  const work = `${folder}.work`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  cpSync(folder, work, { recursive: true });
  const { deviceId } = session;
  const device = await openDevice(session.deviceName, { folder: work, deviceId, session });
  const db = openDatabase({ path: join(work, 'kartoteka.db'), encryptionKey: deviceKey, readonly: true });
  const world: World = {
    db,
    read: device.read,
    command: device.command,
    userId: session.userId,
    today: new Date().toISOString().slice(0, 10) as IsoDate,
    zone: 'Europe/Moscow',
  };
  const times = new Map<string, number>();
  const isWanted = (name: string) => wanted.length === 0 || wanted.some((one) => name.startsWith(one));
  const timed = async (work: () => unknown): Promise<number> => {
    const from = performance.now();
    await work();
    return performance.now() - from;
  };
  try {
    for (const [name, ways] of Object.entries(questions) as [LiveName, (typeof questions)[LiveName]][]) {
      if (!isWanted(name)) continue;
      for (const [way, inputOf] of Object.entries(ways)) {
        const taken: number[] = [];
        for (let turn = 0; turn < TURNS; turn += 1) {
          await edit(world, turn);
          const input = inputOf(world, turn);
          taken.push(await timed(() => device.read(name, input as never)));
        }
        times.set(`${name}: ${way}`, median(taken.slice(WARM_UP)));
        const first: number[] = [];
        for (let turn = 0; turn < FIRST_TURNS; turn += 1) {
          await device.reopenReader();
          const input = inputOf(world, turn);
          first.push(await timed(() => device.read(name, input as never)));
        }
        times.set(`${name}: ${way}, first after the start`, median(first));
      }
    }
    for (const [name, ways] of Object.entries(deeds) as [CommandName, (typeof deeds)[CommandName]][]) {
      if (!isWanted(name) || typeof ways === 'string') continue;
      for (const [way, inputOf] of Object.entries(ways)) {
        const taken: number[] = [];
        for (let turn = 0; turn < TURNS; turn += 1) {
          const input = await inputOf(world, turn);
          taken.push(await timed(() => device.command(name, input as never)));
        }
        times.set(`${name}: ${way}`, median(taken.slice(WARM_UP)));
      }
    }
    if (isWanted('import')) for (const [name, ms] of await importTimes(device)) times.set(name, ms);
  } finally {
    db.close();
    await device.close();
  }
  return times;
}

/** Somebody has changed a client and a call. */
async function edit(world: World, turn: number): Promise<void> {
  const about = `Правка ${turn} ${performance.now()}`;
  await world.command('clients.change', { id: some(world, 'clients', 100 + turn).id, patch: { about } });
  await world.command('calls.change', { id: some(world, 'calls', 100 + turn).id, patch: { comment: about } });
}

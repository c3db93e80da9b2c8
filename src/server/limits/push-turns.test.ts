import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ByteRate } from './byte-rate';
import { PushTurns } from './push-turns';

describe('turns of pushes', () => {
  it('let whoever has pushed least go first, one push of a person at a time', async () => {
    let now = 0;
    const turns = new PushTurns(() => now);
    const order: string[] = [];
    let together = 0;
    let most = 0;
    const ends: (() => void)[] = [];
    const push = (person: string, name: string) =>
      turns.run(person, async () => {
        order.push(name);
        together += 1;
        most = Math.max(most, together);
        await new Promise<void>((end) => ends.push(end));
        together -= 1;
      });
    const all = [push('importer', 'i1'), push('importer', 'i2'), push('importer', 'i3')];
    await pause(1);
    expect(order).toEqual(['i1']);
    all.push(push('anna', 'a1'), push('boris', 'b1'));
    await pause(1);
    expect(order).toEqual(['i1', 'a1']);
    now += 50;
    ends.shift()?.();
    await pause(1);
    // The importer waits longer, but has had his time.
    expect(order).toEqual(['i1', 'a1', 'b1']);
    for (let turn = 0; turn < 4; turn += 1) {
      ends.shift()?.();
      await pause(1);
    }
    await Promise.all(all);
    expect(order).toEqual(['i1', 'a1', 'b1', 'i2', 'i3']);
    expect(most).toBe(2);
  });

  it('make who pushes much rest while others push, and not when he is alone', async () => {
    let now = 0;
    const turns = new PushTurns(() => now);
    const heavy = (person: string) =>
      turns.run(person, async () => {
        now += 1000;
      });
    await heavy('importer');
    await heavy('importer');
    expect(now).toBe(2000);
    await turns.run('anna', async () => {});
    let begun = false;
    const resting = turns.run('importer', async () => {
      begun = true;
    });
    await pause(5);
    expect(begun).toBe(false);
    // Others are never held up by it.
    await turns.run('anna', async () => {});
    expect(begun).toBe(false);
    now += 3001;
    await turns.run('anna', async () => {});
    await resting;
    expect(begun).toBe(true);
  });

  it('go on after a push that failed', async () => {
    const turns = new PushTurns();
    await expect(turns.run('a', () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(await turns.run('a', async () => 1)).toBe(1);
  });
});

describe('the rate of pushed bytes', () => {
  it('lets a burst through, then so much a second, and never refuses a body for its size alone', () => {
    let now = 0;
    const rate = new ByteRate({ burst: 1000, aSecond: 100 }, undefined, () => now);
    expect(rate.take('a', 900)).toBe(0);
    expect(rate.take('a', 600)).toBe(0);
    expect(rate.take('a', 1)).toBe(5);
    expect(rate.take('b', 5000)).toBe(0);
    now += 6000;
    expect(rate.take('a', 1)).toBe(0);
    rate.charge('a', 1000);
    expect(rate.take('a', 1)).toBeGreaterThan(5);
    now += 3_600_000;
    expect(rate.take('a', 1000)).toBe(0);
  });

  it('slows down what is not refused, by what was charged', () => {
    let now = 0;
    const rate = new ByteRate({ burst: 1000, aSecond: 100 }, undefined, () => now);
    expect(rate.delay('a', 0)).toBe(0);
    rate.charge('a', 1050);
    expect(rate.delay('a', 0)).toBe(500);
    now += 501;
    expect(rate.delay('a', 0)).toBe(0);
  });

  it('is smaller while others push, and as before when they have gone', () => {
    let now = 0;
    const rate = new ByteRate({ burst: 1000, aSecond: 100 }, { burst: 200, aSecond: 10 }, () => now);
    expect(rate.take('importer', 500)).toBe(0);
    expect(rate.take('anna', 1)).toBe(0);
    // 500 were left; beside Anna it is 200 at most.
    expect(rate.take('importer', 250)).toBe(0);
    expect(rate.take('importer', 1)).toBe(5);
    // She is held up by nothing.
    expect(rate.take('anna', 1)).toBe(0);
    now += 5001;
    expect(rate.take('importer', 900)).toBe(0);
  });
});

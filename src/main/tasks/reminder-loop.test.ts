import type { CatchUp, TaskRow } from '@shared/tasks/contract';
import { newTask } from '@shared/tasks/rules';
import { describe, expect, it } from 'vitest';
import { lateAfter, longestPause, ReminderLoop, type ReminderWorld } from './reminder-loop';

const start = Date.parse('2026-03-10T09:00:00.000Z');
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();

/** A world whose clock moves only when told; `asleep` lets it move without running timers. */
class FakeWorld implements ReminderWorld {
  clock = start;
  open = true;
  remindedUntilAt = '';
  pending: CatchUp | null = null;
  readonly tasks: TaskRow[] = [];
  readonly announced: string[] = [];
  readonly missed: number[] = [];
  #timer: { readonly when: number; readonly work: () => void } | undefined;

  add(title: string, seconds: number): void {
    this.tasks.push({
      id: title,
      createdAt: '',
      createdBy: '',
      updatedAt: '',
      updatedBy: '',
      importId: '',
      ...newTask({ title, dueDate: '2026-03-10', remindAt: at(seconds) }, 'me'),
      clientName: '',
      contactName: '',
      assigneeName: '',
      mark: 0,
    });
  }
  now = () => new Date(this.clock).toISOString();
  later = (milliseconds: number, work: () => void) => {
    expect(milliseconds).toBeLessThanOrEqual(longestPause);
    this.#timer = { when: this.clock + milliseconds, work };
    return () => {
      this.#timer = undefined;
    };
  };
  reminders = async (after: string, until: string) => {
    if (!this.open) throw new Error('store-not-open');
    return this.tasks.filter(({ remindAt }) => remindAt > after && remindAt <= until);
  };
  next = async (after: string) => {
    const [first = ''] = this.tasks
      .map(({ remindAt }) => remindAt)
      .filter((remindAt) => remindAt > after)
      .sort();
    return first;
  };
  notify = (task: TaskRow) => void this.announced.push(`${task.title} ${(this.clock - start) / 1000}`);
  notifyMissed = (count: number) => void this.missed.push(count);
  catchUp = () => this.pending;
  setCatchUp = (value: CatchUp) => {
    this.pending = value;
  };
  remindedUntil = () => this.remindedUntilAt;
  setRemindedUntil = (value: string) => {
    this.remindedUntilAt = value;
  };

  async settle(): Promise<void> {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }
  async pass(seconds: number): Promise<void> {
    const end = this.clock + seconds * 1000;
    await this.settle();
    while (this.#timer && this.#timer.when <= end) {
      const { when, work } = this.#timer;
      this.#timer = undefined;
      this.clock = when;
      work();
      await this.settle();
    }
    this.clock = end;
  }
  sleep(seconds: number): void {
    this.clock += seconds * 1000;
  }
}

describe('reminders', () => {
  it('are announced once, at their time', async () => {
    const world = new FakeWorld();
    world.add('первая', 90);
    world.add('вторая', 300);
    new ReminderLoop(world).start();
    await world.pass(600);
    expect(world.announced).toEqual(['первая 90', 'вторая 300']);
    expect(world.pending).toBeNull();
  });

  it('made for the near future are seen in time', async () => {
    const world = new FakeWorld();
    new ReminderLoop(world).start();
    await world.pass(5);
    world.add('скоро', 12);
    await world.pass(60);
    expect(world.announced).toEqual(['скоро 20']);
  });

  it('of the past are not brought up at the first start ever', async () => {
    const world = new FakeWorld();
    world.add('давняя', -3600);
    new ReminderLoop(world).start();
    await world.pass(60);
    expect(world.announced).toEqual([]);
    expect(world.pending).toBeNull();
    expect(world.remindedUntilAt).not.toBe('');
  });

  it('that passed while the program was closed are listed, until they are read', async () => {
    const world = new FakeWorld();
    world.remindedUntilAt = at(-7200);
    world.add('пропущенная', -3600);
    world.add('только что', -lateAfter / 1000 + 10);
    new ReminderLoop(world).start();
    await world.pass(1);
    expect(world.pending).toEqual({ after: at(-7200), until: at(0) });
    expect(world.announced).toEqual(['только что 0']);
    // Not read: another start brings them again.
    expect(world.remindedUntilAt).toBe(at(-7200));
    world.pending = null;
    world.remindedUntilAt = at(0);
    await world.pass(60);
    expect(world.pending).toBeNull();
    expect(world.remindedUntilAt).not.toBe(at(0));
  });

  it('that passed in sleep are listed on waking, with one word about them', async () => {
    const world = new FakeWorld();
    const loop = new ReminderLoop(world);
    loop.start();
    await world.pass(30);
    world.add('во сне', 600);
    world.add('и ещё', 700);
    world.sleep(7200);
    loop.woke();
    await world.settle();
    expect(world.missed).toEqual([2]);
    expect(world.announced).toEqual([]);
    expect(world.pending).toMatchObject({ until: at(7230) });
    await world.pass(60);
    expect(world.missed).toEqual([2]);
  });

  it('wait for a base that is not open', async () => {
    const world = new FakeWorld();
    world.remindedUntilAt = at(-10);
    world.open = false;
    world.add('дождалась', 5);
    new ReminderLoop(world).start();
    await world.pass(25);
    expect(world.announced).toEqual([]);
    world.open = true;
    await world.pass(30);
    expect(world.announced).toHaveLength(1);
  });
});

import { setTimeout as wait } from 'node:timers/promises';
import { type LiveAnswer, patched } from '@shared/lib/live-answer';
import { failure, type Result, success } from '@shared/lib/result';
import { afterEach, describe, expect, it } from 'vitest';
import { LiveQueries } from './live';

/** Burns time as a slow query does. */
function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

class Page {
  readonly values = new Map<number, unknown>();
  readonly failures: [number, string][] = [];
  readonly sent: { readonly id: number; readonly bytes: number; readonly kind: string }[] = [];
  readonly live = new LiveQueries((id, answer) => this.#receive(id, answer));

  #receive(id: number, answer: LiveAnswer): void {
    if (!answer.ok) {
      this.failures.push([id, answer.error.code]);
      return;
    }
    const [kind, text] = 'whole' in answer ? ['whole', answer.whole] : ['patch', answer.patch];
    this.values.set(id, kind === 'whole' ? JSON.parse(text) : patched(this.values.get(id), text));
    this.sent.push({ id, bytes: text.length, kind });
  }
}

/** Waits until it holds; generous, since machines are slow. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !holds(); tries += 1) await wait(10);
  expect(holds()).toBe(true);
}

const quiet = () => wait(60);

/** An answer that was read from clients. */
const ofClients = (answer: () => Result<unknown>) => () => ({ result: answer(), dependsOn: ['clients'] });

describe('live queries', () => {
  const page = { current: new Page() };
  afterEach(() => {
    page.current = new Page();
  });

  it('ask a question once, however many watch it, and tell a new watcher at once', async () => {
    const { live, values } = page.current;
    let runs = 0;
    const run = () => success({ rows: [{ id: 'a' }], runs: ++runs });
    live.watch(1, 'list', { offset: 0 }, ofClients(run));
    live.watch(2, 'list', { offset: 0 }, ofClients(run));
    await until(() => values.size === 2);
    live.watch(3, 'list', { offset: 0 }, ofClients(run));
    expect(values.get(3)).toEqual({ rows: [{ id: 'a' }], runs: 1 });
    expect(live.size).toBe(1);
    live.unwatch(1);
    live.unwatch(2);
    live.changed(['clients']);
    await until(() => runs === 2);
    await quiet();
    expect(values.get(1)).toMatchObject({ runs: 1 });
    expect(values.get(3)).toMatchObject({ runs: 2 });
    live.unwatch(3);
    expect(live.size).toBe(0);
  });

  it('never run what was taken back before its turn', async () => {
    const { live, values } = page.current;
    const asked: number[] = [];
    for (let id = 1; id <= 50; id += 1) {
      live.watch(
        id,
        'list',
        { id },
        ofClients(() => success(asked.push(id))),
      );
      if (id < 50) live.unwatch(id);
    }
    await until(() => values.size === 1);
    expect(asked).toEqual([50]);
  });

  it('answer a new question before the slow ones that a change has set off', async () => {
    const { live, values } = page.current;
    const order: string[] = [];
    const slow = (name: string) => () => {
      order.push(name);
      work(15);
      return success(order.length);
    };
    for (let id = 1; id <= 5; id += 1) live.watch(id, `slow ${id}`, null, ofClients(slow(`slow ${id}`)));
    await until(() => values.size === 5);
    await wait(60);
    order.length = 0;
    live.changed(['clients']);
    await until(() => order.length === 1);
    live.watch(
      6,
      'card',
      null,
      ofClients(() => success(order.push('card'))),
    );
    await until(() => order.length === 6);
    expect(order[1]).toBe('card');
  });

  it('follow a change with the quickest query first', async () => {
    const { live, values } = page.current;
    const order: string[] = [];
    const taking = (name: string, ms: number) => () => {
      order.push(name);
      work(ms);
      return success(order.length);
    };
    live.watch(1, 'list', null, ofClients(taking('list', 20)));
    live.watch(2, 'card', null, ofClients(taking('card', 0)));
    await until(() => values.size === 2);
    await wait(80);
    order.length = 0;
    live.changed(['clients']);
    await until(() => order.length === 2);
    expect(order).toEqual(['card', 'list']);
  });

  it('coalesce under fast writes, and end with the last answer', async () => {
    const { live, values } = page.current;
    let state = 0;
    let runs = 0;
    live.watch(
      1,
      'list',
      null,
      ofClients(() => {
        runs += 1;
        work(3);
        return success({ state });
      }),
    );
    await until(() => values.size === 1);
    runs = 0;
    for (let write = 1; write <= 400; write += 1) {
      state = write;
      live.changed(['clients']);
      if (write % 4 === 0) await wait(1);
    }
    await until(() => (values.get(1) as { state: number }).state === 400);
    expect(runs).toBeGreaterThan(0);
    expect(runs).toBeLessThan(100);
  });

  it('send nothing when nothing differs, and nothing for other collections', async () => {
    const { live, sent, values } = page.current;
    let runs = 0;
    live.watch(
      1,
      'list',
      null,
      ofClients(() => {
        runs += 1;
        return success({ same: true });
      }),
    );
    await until(() => values.size === 1);
    live.changed(['calls']);
    await quiet();
    expect(runs).toBe(1);
    live.changed(['clients']);
    await until(() => runs === 2);
    expect(sent).toHaveLength(1);
  });

  it('say a refusal once to each, and begin anew with the whole answer', async () => {
    const { live, failures, sent, values } = page.current;
    let result: Result<unknown> = failure('store-not-open');
    const run = () => result;
    live.watch(1, 'list', null, ofClients(run));
    await until(() => failures.length === 1);
    live.watch(2, 'list', null, ofClients(run));
    await until(() => failures.length === 2);
    live.refreshAll();
    await quiet();
    expect(failures).toEqual([
      [1, 'store-not-open'],
      [2, 'store-not-open'],
    ]);
    result = success({ total: 1, note: 'x'.repeat(100) });
    live.refreshAll();
    await until(() => values.size === 2);
    expect(sent.every(({ kind }) => kind === 'whole')).toBe(true);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InFlight } from './in-flight';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const a = [{ id: 'a' }];
const b = [{ id: 'b' }];
const noted = { context: 'replication-up-write-meta' };
const none: ReadonlySet<string> = new Set();
const begun = () => new InFlight(new AbortController().signal);
const passed = async (inFlight: InFlight, ...pages: (typeof a)[]) => {
  const given: string[] = [];
  for (const page of pages) inFlight.pass(page, () => given.push(page.map(({ id }) => id).join()));
  await vi.advanceTimersByTimeAsync(0);
  return given;
};

describe('what is on its way to the server', () => {
  it('keeps back a page with one of its records, and what came after it, until RxDB has noted the answer', async () => {
    const inFlight = begun();
    inFlight.sent(a);
    expect(await passed(inFlight, b)).toEqual(['b']);
    const given = await passed(inFlight, a, b);
    expect(given).toEqual([]);
    inFlight.answered(a, none);
    inFlight.notesChanged({ context: 'replication-set-checkpoint' });
    await vi.advanceTimersByTimeAsync(0);
    expect(given).toEqual([]);
    inFlight.notesChanged(noted);
    await vi.advanceTimersByTimeAsync(0);
    expect(given).toEqual(['a', 'b']);
    expect(await passed(inFlight, a)).toEqual(['a']);
  });

  it('is over with the answer where that is a conflict: what comes of it is sent again', async () => {
    const inFlight = begun();
    inFlight.sent([...a, ...b]);
    inFlight.answered([...a, ...b], new Set(['a']));
    expect(inFlight.holds(a)).toBe(false);
    expect(inFlight.holds(b)).toBe(true);
  });

  it('waits for every push of a turn, and for a second push of the same record', () => {
    const inFlight = begun();
    inFlight.sent(a);
    inFlight.sent(b);
    inFlight.answered(a, none);
    inFlight.notesChanged(noted);
    expect(inFlight.holds(a)).toBe(true);
    inFlight.answered(b, none);
    inFlight.sent(a);
    inFlight.answered(a, none);
    inFlight.notesChanged(noted);
    expect(inFlight.holds([...a, ...b])).toBe(false);
  });

  it('is not waited for for ever, nor beyond the connection', async () => {
    const stop = new AbortController();
    const inFlight = new InFlight(stop.signal);
    inFlight.sent(a);
    inFlight.answered(a, none);
    await vi.advanceTimersByTimeAsync(9000);
    expect(inFlight.holds(a)).toBe(true);
    await vi.advanceTimersByTimeAsync(2000);
    expect(inFlight.holds(a)).toBe(false);
    inFlight.sent(a);
    const landed = inFlight.landed(a);
    stop.abort();
    await landed;
  });

  it('leaves what waits to the next pull when the stream has broken', async () => {
    const inFlight = begun();
    inFlight.sent(a);
    const given = await passed(inFlight, a);
    inFlight.drop();
    inFlight.answered(a, none);
    inFlight.notesChanged(noted);
    await vi.advanceTimersByTimeAsync(0);
    expect(given).toEqual([]);
    expect(await passed(inFlight, a)).toEqual(['a']);
  });
});

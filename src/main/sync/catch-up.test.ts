import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CatchUp } from './catch-up';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('catching up with what a stream missed', () => {
  it('is asked for again until a pull begins, since the word may be lost', () => {
    const resync = vi.fn();
    const catchUp = new CatchUp(resync, new AbortController().signal);
    catchUp.ask();
    expect(resync).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(3000);
    expect(resync).toHaveBeenCalledTimes(4);
    expect(catchUp.isDue).toBe(true);
    expect(catchUp.begun()).toBe(true);
    expect(catchUp.isDue).toBe(false);
    vi.advanceTimersByTime(10_000);
    expect(resync).toHaveBeenCalledTimes(4);
    expect(catchUp.begun()).toBe(false);
  });

  it('waits where it is only noted, and ends with the connection', () => {
    const resync = vi.fn();
    const stop = new AbortController();
    const catchUp = new CatchUp(resync, stop.signal);
    catchUp.note();
    vi.advanceTimersByTime(5000);
    expect(resync).not.toHaveBeenCalled();
    catchUp.ask();
    stop.abort();
    vi.advanceTimersByTime(5000);
    catchUp.ask();
    expect(resync).toHaveBeenCalledTimes(1);
  });
});

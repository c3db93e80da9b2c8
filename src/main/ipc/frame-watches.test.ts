import { describe, expect, it } from 'vitest';
import { FrameWatches } from './frame-watches';

const former = 1000;
const next = 2000;

/** A window whose document watches two things; `ended` tells which were stopped. */
function twoWatched() {
  const watches = new FrameWatches();
  const ended: string[] = [];
  watches.add(former, 1, () => ended.push('one'));
  watches.add(former, 2, () => ended.push('two'));
  return { watches, ended };
}

describe('what a window watches', () => {
  it('ends with the document, when another one has come', () => {
    const { watches, ended } = twoWatched();
    watches.navigationStarted();
    watches.navigated();
    expect(ended).toEqual(['one', 'two']);
    expect(watches.size).toBe(0);
  });

  it('goes on after a navigation that was refused', () => {
    const { watches, ended } = twoWatched();
    watches.navigationStarted();
    expect(ended).toEqual([]);
    watches.end(former, 1);
    expect(ended).toEqual(['one']);
    expect(watches.size).toBe(1);
  });

  it('leaves alone what the new document asked for before the news of its coming', () => {
    const { watches, ended } = twoWatched();
    watches.navigationStarted();
    watches.add(next, 1, () => ended.push('new'));
    watches.navigated();
    expect(ended).toEqual(['one', 'two']);
    expect(watches.size).toBe(1);
  });

  it('ends each watch once', () => {
    const { watches, ended } = twoWatched();
    watches.end(former, 2);
    watches.end(former, 2);
    watches.endAll();
    watches.endAll();
    expect(ended).toEqual(['two', 'one']);
  });
});

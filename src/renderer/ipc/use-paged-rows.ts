import type { CallRow } from '@shared/calls/contract';
import type { ClientRow } from '@shared/clients/contract';
import type { CallInput } from '@shared/contract';
import type { DealRow } from '@shared/deals/contract';
import type { DocumentRow } from '@shared/documents/contract';
import type { Result } from '@shared/lib/result';
import type { ListRow } from '@shared/lists/contract';
import type { BinRow } from '@shared/recycle-bin/contract';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { watch } from './client';

/** Live queries that answer a window of a longer list, and what their rows are. */
interface WindowRows {
  'clients.window': ClientRow;
  'calls.window': CallRow;
  'deals.window': DealRow;
  'documents.window': DocumentRow;
  'bin.window': BinRow;
  'lists.window': ListRow;
}
type WindowName = keyof WindowRows;
type RowOf<N extends WindowName> = WindowRows[N];
type WindowResult<R> = Result<{ readonly total: number; readonly rows: readonly R[] }>;

export interface WindowedRows<R> {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  /** The row at a place of the whole list; undefined while it is on its way. */
  readonly row: (index: number) => R | undefined;
  /** Says which rows are seen; blocks around them are watched, others let go. */
  readonly see: (first: number, last: number) => void;
}

const blockSize = 50;

/** A first block asked for while its screen is still being rendered: its rows travel meanwhile. */
interface Early {
  last: unknown;
  listener: ((answer: unknown) => void) | undefined;
  end: () => void;
}
const early = new Map<string, Early>();
/** A screen that was never shown gives its early block back. */
const earlyMs = 5000;

function askEarly(name: WindowName, input: object): void {
  const key = `${name} ${JSON.stringify(input)}`;
  if (early.has(key)) return;
  const asked: Early = { last: undefined, listener: undefined, end: () => {} };
  asked.end = watch(name, input as never, (answer) => {
    asked.last = answer;
    asked.listener?.(answer);
  });
  early.set(key, asked);
  setTimeout(() => {
    if (early.delete(key)) asked.end();
  }, earlyMs);
}

/** Watches, taking over what was asked early. */
function watchOrAdopt(name: WindowName, input: object, listener: (answer: unknown) => void): () => void {
  const key = `${name} ${JSON.stringify(input)}`;
  const asked = early.get(key);
  if (!asked) return watch(name, input as never, listener);
  early.delete(key);
  asked.listener = listener;
  if (asked.last !== undefined) listener(asked.last);
  return () => {
    asked.listener = undefined;
    asked.end();
  };
}

const blockInput = (key: string, index: number): object => ({
  ...JSON.parse(key),
  offset: index * blockSize,
  limit: blockSize,
});

interface Block<R> {
  readonly askedAt: number;
  rows: readonly R[] | undefined;
  end: () => void;
}

/** For `npm run bench`: how long a block's rows were on their way, or until nobody wanted them any more. */
function measureAsk({ askedAt, rows }: Block<unknown>): void {
  if (rows) return;
  // Observers are told all the same; what is never cleared is kept for ever.
  performance.clearMeasures('rows-asked');
  performance.measure('rows-asked', { start: askedAt });
}

/**
 * A list of any length, of which only the seen blocks are here, each live.
 * @param query the query's input without offset and limit, compared by content
 */
export function usePagedRows<N extends WindowName>(
  name: N,
  query: Omit<CallInput<N>, 'offset' | 'limit'>,
): WindowedRows<RowOf<N>> {
  const key = JSON.stringify(query);
  const [total, setTotal] = useState<number>();
  const [version, setVersion] = useState(0);
  const blocks = useRef(new Map<number, Block<RowOf<N>>>());
  /** What the former query showed, until the new one has answered: no flash while typing a filter. */
  const former = useRef(new Map<number, readonly RowOf<N>[]>());
  const seen = useRef({ first: 0, last: 0 });

  const asked = useRef(false);
  if (!asked.current) {
    asked.current = true;
    askEarly(name, blockInput(key, 0));
  }

  const sync = useCallback(() => {
    const first = Math.floor(seen.current.first / blockSize);
    const last = Math.floor(seen.current.last / blockSize);
    for (const [index, block] of blocks.current) {
      if (index < first - 1 || index > last + 1) {
        measureAsk(block);
        block.end();
        blocks.current.delete(index);
      }
    }
    for (let index = first; index <= last; index += 1) {
      if (blocks.current.has(index)) continue;
      const block: Block<RowOf<N>> = { askedAt: performance.now(), rows: undefined, end: () => {} };
      blocks.current.set(index, block);
      block.end = watchOrAdopt(name, blockInput(key, index), (answer) => {
        const result = answer as WindowResult<RowOf<N>>;
        if (!result.ok || blocks.current.get(index) !== block) return;
        measureAsk(block);
        block.rows = result.value.rows;
        former.current.clear();
        setTotal(result.value.total);
        setVersion((before) => before + 1);
      });
    }
  }, [name, key]);

  useEffect(() => {
    sync();
    return () => {
      former.current.clear();
      for (const [index, block] of blocks.current) {
        block.end();
        if (block.rows) former.current.set(index, block.rows);
      }
      blocks.current.clear();
    };
  }, [sync]);

  const see = useCallback(
    (first: number, last: number) => {
      seen.current = { first: Math.max(0, first), last: Math.max(0, last) };
      sync();
    },
    [sync],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` tells that the blocks behind the ref changed
  return useMemo(() => {
    const row = (index: number) => {
      const block = Math.floor(index / blockSize);
      const rows = blocks.current.get(block)?.rows ?? former.current.get(block);
      return rows?.[index % blockSize];
    };
    return { total, row, see };
  }, [total, see, version]);
}

import type { AuditLine, AuditPage } from '@shared/audit/events';
import type { CallInput } from '@shared/contract';
import type { Failure } from '@shared/lib/result';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ask } from '../ipc/client';
import type { WindowedRows } from '../ipc/use-paged-rows';

/** A line of the table; lists tell their rows by texts. */
export interface AuditRow extends Omit<AuditLine, 'id'> {
  readonly id: string;
}

export type AuditQuery = Omit<CallInput<'audit.page'>, 'before' | 'limit'>;

interface Found {
  readonly key: string;
  readonly rows: readonly AuditRow[];
  readonly names: AuditPage['names'];
  readonly devices: AuditPage['devices'];
  readonly more: boolean;
}

const pageSize = 100;
/** The next page is asked for when so few rows are left below. */
const aheadRows = 40;

/**
 * The server's log: page by page as it is scrolled, never whole. What is shown stays while a later page fails.
 * @param query compared by content
 */
export function useAudit(query: AuditQuery) {
  const key = JSON.stringify(query);
  const [found, setFound] = useState<Found>();
  const [failure, setFailure] = useState<Failure>();
  /** Of the question that is on its way; an answer to a former one is of no use. */
  const turn = useRef(0);
  const asking = useRef(false);
  const shown = found?.key === key ? found : undefined;

  const load = useCallback(
    async (before: Found | undefined) => {
      turn.current += 1;
      const mine = turn.current;
      asking.current = true;
      const input = { ...(JSON.parse(key) as AuditQuery), before: Number(before?.rows.at(-1)?.id ?? 0) };
      const result = await ask('audit.page', { ...input, limit: pageSize });
      if (mine !== turn.current) return;
      asking.current = false;
      setFailure(result.ok ? undefined : result.error);
      if (!result.ok) return;
      const { entries, names, devices, more } = result.value;
      setFound({
        key,
        rows: [...(before?.rows ?? []), ...entries.map((entry) => ({ ...entry, id: String(entry.id) }))],
        names: { ...before?.names, ...names },
        devices: { ...before?.devices, ...devices },
        more,
      });
    },
    [key],
  );
  useEffect(() => {
    setFailure(undefined);
    void load(undefined);
    return () => {
      turn.current += 1;
    };
  }, [load]);

  const loadMore = useCallback(() => {
    if (!asking.current && shown?.more) void load(shown);
  }, [load, shown]);
  const see = useCallback(
    (_first: number, last: number) => {
      if (shown && failure === undefined && last >= shown.rows.length - aheadRows) loadMore();
    },
    [shown, failure, loadMore],
  );
  const rows = useMemo<WindowedRows<AuditRow>>(
    () => ({
      // One row more stands for those on their way.
      total: shown && shown.rows.length + (shown.more ? 1 : 0),
      row: (index) => shown?.rows[index],
      see,
    }),
    [shown, see],
  );
  return {
    rows,
    page: shown,
    failure,
    /** Asks anew from the beginning. */
    reload: useCallback(() => void load(undefined), [load]),
    /** Asks again for the page that failed. */
    goOn: useCallback(() => void load(shown), [load, shown]),
  };
}

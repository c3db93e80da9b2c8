import type { DealRow } from '@shared/deals/contract';
import type { AskedField } from '@shared/deals/rules';
import type { Deal } from '@shared/deals/schema';
import type { Funnel, Stage } from '@shared/funnels/schema';
import type { Patch } from '@shared/lib/schema';
import { type ReactNode, useState } from 'react';
import { ask } from '../ipc/client';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { MoveDialog } from './MoveDialog';

type Moved = Pick<DealRow, 'id' | 'title' | 'clientId' | 'stageId' | 'stageName'>;

interface Asked {
  readonly deal: Moved;
  readonly stage: Stage;
  readonly fields: readonly AskedField[];
}

export interface DealMove {
  readonly move: (deal: Moved, stage: Stage) => Promise<void>;
  /** What the stage asks for, while it is asked. */
  readonly dialog: ReactNode;
  /** What was done last, for whoever cannot see it. */
  readonly said: string;
}

/** Puts deals into stages: what a stage asks for is asked before anything is written, and a cancel leaves the deal. */
export function useDealMove(
  funnel: Pick<Funnel, 'lostReasons'> | undefined,
  /** Told the deal that stands in its new stage. */
  onMoved: (id: string) => void = () => {},
): DealMove {
  const { deals, errors, common } = useTexts();
  const [asked, setAsked] = useState<Asked>();
  const [said, setSaid] = useState('');

  const tell = (deal: Moved, stage: Stage) => {
    setSaid(deals.board.moved(deal.title, stage.name));
    if (stage.id === deal.stageId) return;
    notify(deals.board.moved(deal.title, stage.name), {
      action: {
        label: common.undo,
        run: () => void ask('deals.move', { id: deal.id, stageId: deal.stageId, values: {} }),
      },
    });
  };
  const attempt = async (deal: Moved, stage: Stage, values: Patch<Deal>) => {
    const result = await ask('deals.move', { id: deal.id, stageId: stage.id, values });
    if (result.ok) {
      tell(deal, stage);
      onMoved(deal.id);
    }
    return result;
  };
  const move = async (deal: Moved, stage: Stage) => {
    const result = await attempt(deal, stage, {});
    if (result.ok) return;
    const { code, data } = result.error;
    if (code === 'deal-lost-reason') {
      setAsked({ deal, stage, fields: ['lostReasonId', ...stage.required] });
    } else if (code === 'deal-stage-requires') {
      setAsked({ deal, stage, fields: String(data.fields).split(', ') as AskedField[] });
    } else notify(errors[code](data), { tone: 'error' });
  };
  const dialog = asked && (
    <MoveDialog
      {...asked}
      reasons={funnel?.lostReasons ?? []}
      onMove={async (values) => {
        const result = await attempt(asked.deal, asked.stage, values);
        if (result.ok) setAsked(undefined);
        return result.ok ? undefined : result.error;
      }}
      onClose={() => {
        setSaid(deals.board.back(asked.deal.title, asked.deal.stageName));
        setAsked(undefined);
      }}
    />
  );
  return { move, dialog, said };
}

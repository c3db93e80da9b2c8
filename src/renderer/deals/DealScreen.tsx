import BackIcon from '@mui/icons-material/ArrowBack';
import type { DealCard } from '@shared/deals/contract';
import { daysInStage } from '@shared/deals/rules';
import { livingStages } from '@shared/funnels/rules';
import { localDate } from '@shared/lib/dates';
import { isId } from '@shared/lib/ids';
import { formatMoney } from '@shared/lib/money';
import { useState } from 'react';
import { CardFiles } from '../files/CardFiles';
import { HistoryButton } from '../history/HistoryButton';
import { ask } from '../ipc/client';
import { useCommand } from '../ipc/use-command';
import { useLive } from '../ipc/use-live';
import { runAction } from '../services/actions';
import { notify } from '../services/notices';
import { openOverlay, useClientInSight } from '../services/overlays';
import { useLanguage, useTexts } from '../services/texts';
import { useMayEdit } from '../services/use-may-edit';
import { Alert } from '../ui/Alert';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { nowIso, systemZone } from '../ui/clock';
import { EmptyState } from '../ui/EmptyState';
import { FailureText } from '../ui/FailureText';
import { PlainButton } from '../ui/PlainButton';
import { stageColors } from './colors';
import { DealFields } from './DealFields';
import { DealLines } from './DealLines';
import { DealTimeline } from './DealTimeline';
import { useDealMove } from './use-deal-move';
import { useMoment } from './use-moment';
import '../clients/card.css';
import './deals.css';

/** Everything about one deal: where it stands above, what it is at the left, what happened at the right. */
export function DealScreen({ id }: { readonly id: string }) {
  const { deals } = useTexts();
  const moment = useMoment();
  const isKnown = isId(id);
  const card = useLive('deals.byId', isKnown ? { id, ...moment } : null);
  if (isKnown && card.value === undefined) return card.error ? <FailureText failure={card.error} /> : null;
  if (!card.value) {
    return (
      <EmptyState
        title={deals.page.missing}
        text={deals.page.missingText}
        action={
          <Button variant="contained" onClick={() => runAction('go-deals')}>
            {deals.page.back}
          </Button>
        }
      />
    );
  }
  return <Card deal={card.value} now={moment.now} />;
}

function Card({ deal, now }: { readonly deal: DealCard; readonly now: string }) {
  const { deals, kinds, common, errors } = useTexts();
  const locale = useLanguage();
  const mayEdit = useMayEdit();
  const [asking, setAsking] = useState(false);
  const invoice = useCommand('deals.invoice');
  const funnels = useLive('funnels.list', {}).value ?? [];
  const { row } = deal;
  const funnel = funnels.find(({ id }) => id === row.funnelId) ?? funnels[0];
  const { move, dialog, said } = useDealMove(funnel);
  const stages = funnel ? livingStages(funnel) : [];
  useClientInSight(deal.clientId);
  const bill = async () => {
    const made = await invoice.run({ id: deal.id, date: localDate(nowIso(), systemZone()) });
    if (made) openOverlay({ kind: 'document', documentId: made.id });
  };
  const remove = async () => {
    const result = await ask('deals.remove', { id: deal.id });
    if (!result.ok) return notify(errors[result.error.code](result.error.data), { tone: 'error' });
    runAction('go-deals');
    notify(deals.page.removed, {
      action: { label: common.undo, run: () => void ask('deals.restore', { id: deal.id }) },
    });
  };
  const about = { clientId: deal.clientId, dealId: deal.id };
  return (
    <div className="card">
      <div className="page-head">
        <PlainButton
          icon={<BackIcon />}
          aria-label={deals.page.back}
          title={deals.page.back}
          onClick={() => runAction('go-deals')}
        />
        <h1 className="ellipsis" title={deal.title}>
          {deal.title}
        </h1>
        <p>
          {deal.amount === 0
            ? deals.board.noSum
            : formatMoney(deal.amount, { currency: deal.currency, locale, kopecks: 'hide-zero' })}
          {row.status === 'open'
            ? ` · ${deals.card.probability(row.probability)}`
            : ` · ${deals.statuses[row.status]}`}
        </p>
        <i />
        {deal.clientId !== '' && (
          <>
            <PlainButton onClick={() => openOverlay({ kind: 'call', ...about })}>
              {kinds.calls.one}
            </PlainButton>
            <PlainButton onClick={() => openOverlay({ kind: 'task', ...about })}>
              {kinds.tasks.one}
            </PlainButton>
          </>
        )}
        <PlainButton look="main" disabled={invoice.busy} onClick={() => void bill()}>
          {deals.page.invoice}
        </PlainButton>
        <HistoryButton collection="deals" id={deal.id} />
        {mayEdit('deals', deal, 'delete') && (
          <PlainButton look="error" onClick={() => setAsking(true)}>
            {common.remove}
          </PlainButton>
        )}
      </div>
      <FailureText failure={invoice.error} />
      {/* biome-ignore lint/a11y/useSemanticElements: a row of buttons, not of fields */}
      <div role="group" aria-label={deals.page.stages} className="deal-stages">
        {stages.map((stage) => (
          <button
            key={stage.id}
            type="button"
            style={{ ['--stage' as string]: stageColors[stage.color] }}
            aria-current={stage.id === deal.stageId ? 'step' : undefined}
            aria-label={stage.id === deal.stageId ? stage.name : deals.page.toStage(stage.name)}
            onClick={() => stage.id !== deal.stageId && void move(row, stage)}
          >
            {stage.name}
          </button>
        ))}
      </div>
      <Remarks
        deal={deal}
        now={now}
        onReason={() => {
          const stage = stages.find(({ id }) => id === deal.stageId);
          if (stage) void move(row, stage);
        }}
      />
      <div className="card-columns">
        {/* biome-ignore lint/a11y/useSemanticElements: one of several regions of the screen, named */}
        <div
          role="region"
          aria-label={deals.page.about}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls must be reached by the keyboard
          tabIndex={0}
          className="card-who"
        >
          <div className="card-sections">
            <DealFields deal={deal} />
            <DealLines deal={deal} />
            {deal.clientId !== '' && !deal.clientGone && <CardFiles clientId={deal.clientId} />}
          </div>
        </div>
        <aside aria-label={deals.page.timeline} className="card-history">
          <DealTimeline deal={deal} />
        </aside>
      </div>
      {asking && (
        <ConfirmDialog
          title={deals.page.removeTitle(deal.title)}
          text={deals.page.removeText}
          action={common.remove}
          onConfirm={() => void remove()}
          onClose={() => setAsking(false)}
        />
      )}
      {dialog}
      <div className="unseen" aria-live="polite">
        {said}
      </div>
    </div>
  );
}

interface RemarksProps {
  readonly deal: DealCard;
  readonly now: string;
  readonly onReason: () => void;
}

/** What a deal needs now, the most pressing first. */
function Remarks({ deal, now, onReason }: RemarksProps) {
  const { deals } = useTexts();
  const { row } = deal;
  const words = deals.card;
  const days = daysInStage(row.since, now);
  return (
    <div className="deal-remarks">
      {deal.clientGone && <Alert severity="warning">{`${words.clientGone}. ${words.clientGoneText}`}</Alert>}
      {row.status === 'lost' && deal.lostReasonId === '' && (
        <Alert
          severity="warning"
          action={
            <Button color="inherit" size="small" onClick={onReason}>
              {words.setReason}
            </Button>
          }
        >
          {words.noReasonText}
        </Alert>
      )}
      {row.stageArchived && <Alert severity="info">{deals.board.archivedHint}</Alert>}
      {row.status === 'open' && row.nextDate === '' && (
        <Alert
          severity="warning"
          sx={{ py: 0 }}
          action={
            <Button
              color="inherit"
              size="small"
              onClick={() => openOverlay({ kind: 'deal-step', dealId: deal.id, title: deal.title })}
            >
              {deals.step.plan}
            </Button>
          }
        >
          {words.noNext}
          {row.rotting ? `. ${deals.rottingHint(days)}` : ''}
        </Alert>
      )}
    </div>
  );
}

import type { DealCard } from '@shared/deals/contract';
import { defaultVatRate, emptyLine } from '@shared/documents/defaults';
import { type LineTexts, lineOf, lineTexts, remarkOn } from '@shared/documents/line-texts';
import { draftTotal, filledLines, isBlankLine } from '@shared/documents/totals';
import { localDate } from '@shared/lib/dates';
import { formatMoney } from '@shared/lib/money';
import { multiply } from '@shared/lib/quantity';
import { useState } from 'react';
import { CardSection } from '../clients/CardSection';
import { LinesTable } from '../documents/LinesTable';
import { useDraft } from '../drafts/use-draft';
import { useCommand } from '../ipc/use-command';
import { useLive } from '../ipc/use-live';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { nowIso, systemZone } from '../ui/clock';
import { FormControlLabel } from '../ui/FormControlLabel';
import { FormDialog } from '../ui/FormDialog';
import { Switch } from '../ui/Switch';

/** So many lines are shown on the card. */
const shown = 8;

/** What is sold in a deal, and what it comes to. */
export function DealLines({ deal }: { readonly deal: DealCard }) {
  const { deals } = useTexts();
  const locale = useLanguage();
  const [editing, setEditing] = useState(false);
  const lines = filledLines(deal);
  const sum = (amount: number) =>
    formatMoney(amount, { currency: deal.currency, locale, kopecks: 'hide-zero' });
  return (
    <CardSection
      title={deals.fields.lines}
      add={lines.length === 0 ? [{ label: deals.page.addLine, run: () => setEditing(true) }] : []}
    >
      {lines.length === 0 && <p className="quiet small">{deals.lines.none}</p>}
      {lines.slice(0, shown).map((line) => (
        <div key={line.id} className="deal-line">
          <span title={line.name}>{line.name}</span>
          <span className="quiet">{`${line.quantity.replace('.', ',')} ${line.unit}`}</span>
          <span className="deal-amount">{sum(amountOf(line))}</span>
        </div>
      ))}
      {lines.length > shown && <p className="quiet small">{deals.lines.more(lines.length - shown)}</p>}
      {lines.length > 0 && (
        <div className="deal-line">
          <span>
            <button type="button" className="bare text" onClick={() => setEditing(true)}>
              {deals.lines.edit}
            </button>
          </span>
          <b className="deal-amount">{sum(draftTotal(deal))}</b>
        </div>
      )}
      {editing && <LinesForm deal={deal} onClose={() => setEditing(false)} />}
    </CardSection>
  );
}

/** A line's sum; 0 for one that makes none yet. */
function amountOf(line: Parameters<typeof isBlankLine>[0] & { readonly quantity: string }): number {
  try {
    return multiply(line.price, line.quantity) - line.discount;
  } catch {
    return 0;
  }
}

interface Typed {
  readonly lines: readonly LineTexts[];
  readonly pricesIncludeVat: boolean;
  readonly counted: boolean;
}

function LinesForm({ deal, onClose }: { readonly deal: DealCard; readonly onClose: () => void }) {
  const { deals, documents, common } = useTexts();
  const locale = useLanguage();
  const change = useCommand('deals.change');
  const own = useLive('organizations.own', {}).value ?? null;
  const today = localDate(nowIso(), systemZone());
  const newLine = () => lineTexts(emptyLine(crypto.randomUUID(), defaultVatRate(own, today)));
  const [first] = useState(newLine);
  const draft = useDraft<Typed>(`deal-lines:${deal.id}`, {
    lines: deal.lines.map(lineTexts),
    pricesIncludeVat: deal.pricesIncludeVat,
    counted: deal.lines.length === 0 || !deal.amountByHand,
  });
  const [tried, setTried] = useState(false);
  const { value } = draft;
  const lines = value.lines.length > 0 ? value.lines : [first];
  const kept = lines.map(lineOf).filter((line) => !isBlankLine(line));
  const incomplete = lines.some((line) => remarkOn(line) !== null);
  const total = draftTotal({ lines: kept, pricesIncludeVat: value.pricesIncludeVat });
  const submit = async () => {
    setTried(true);
    if (incomplete) return;
    const { pricesIncludeVat, counted } = value;
    const done = await change.run({
      id: deal.id,
      patch: { lines: kept, pricesIncludeVat, amountByHand: !counted || kept.length === 0 },
    });
    if (done === undefined) return;
    draft.clear();
    onClose();
  };
  if (!draft.ready) return null;
  return (
    <FormDialog
      title={deals.lines.title}
      submitLabel={common.save}
      onSubmit={() => void submit()}
      onClose={onClose}
      busy={change.busy}
      failure={change.error}
      maxWidth="lg"
      extra={
        <Box component="span" sx={{ mr: 'auto', fontVariantNumeric: 'tabular-nums' }} aria-live="polite">
          {documents.form.total}{' '}
          <b>{formatMoney(total, { currency: deal.currency, locale, kopecks: 'hide-zero' })}</b>
        </Box>
      }
    >
      <Box sx={{ display: 'grid', gap: 2, pt: 0.5 }}>
        <LinesTable
          label={deals.fields.lines}
          lines={lines}
          onChange={(next) => draft.set((before) => ({ ...before, lines: next(lines) }))}
          newLine={newLine}
          date={today}
          strict={tried}
        />
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
          <FormControlLabel
            control={
              <Switch
                checked={value.counted}
                onChange={(_event, counted) => draft.set((before) => ({ ...before, counted }))}
              />
            }
            label={deals.fields.countAmount}
          />
          <FormControlLabel
            control={
              <Switch
                checked={value.pricesIncludeVat}
                onChange={(_event, pricesIncludeVat) =>
                  draft.set((before) => ({ ...before, pricesIncludeVat }))
                }
              />
            }
            label={deals.fields.pricesIncludeVat}
          />
        </Box>
      </Box>
    </FormDialog>
  );
}

import type { AskedField } from '@shared/deals/rules';
import type { Deal } from '@shared/deals/schema';
import { typedAmount } from '@shared/deals/typed-amount';
import { COMPETITOR_REASON_ID } from '@shared/funnels/defaults';
import { livingReasons } from '@shared/funnels/rules';
import type { LostReason, Stage } from '@shared/funnels/schema';
import { isIsoDate } from '@shared/lib/dates';
import type { Failure } from '@shared/lib/result';
import type { Patch } from '@shared/lib/schema';
import { type ReactNode, useState } from 'react';
import { useLive } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { DateField } from '../ui/DateField';
import { TextField } from '../ui/Field';
import { FormDialog } from '../ui/FormDialog';
import { MenuItem } from '../ui/Menu';
import { Typography } from '../ui/Typography';

interface Props {
  readonly deal: { readonly title: string; readonly clientId: string };
  readonly stage: Stage;
  readonly fields: readonly AskedField[];
  readonly reasons: readonly LostReason[];
  /** Answers why it was refused, if it was. */
  readonly onMove: (values: Patch<Deal>) => Promise<Failure | undefined>;
  readonly onClose: () => void;
}

type Typed = Partial<Record<AskedField | 'lostComment', string>>;

/** What a stage asks of a deal before it takes it. */
export function MoveDialog({ deal, stage, fields, reasons, onMove, onClose }: Props) {
  const { deals } = useTexts();
  const [typed, setTyped] = useState<Typed>({});
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const card = useLive('clients.card', deal.clientId === '' ? null : { id: deal.clientId });
  const contacts = card.value?.contacts ?? [];
  const of = (field: keyof Typed) => typed[field] ?? '';
  const put = (field: keyof Typed) => (value: string) =>
    setTyped((before) => ({ ...before, [field]: value }));
  const wantsCompetitor = of('lostReasonId') === COMPETITOR_REASON_ID || fields.includes('competitor');
  const given = typedAmount(of('amount'));
  const { amount } = given;

  const issueOf = (field: AskedField): string | undefined => {
    if (!tried) return undefined;
    if (field === 'amount' && of(field) !== '') {
      return 'issue' in given ? deals.issues[given.issue] : undefined;
    }
    if (field === 'expectedClose' && of(field) !== '' && !isIsoDate(of(field))) return deals.issues.date;
    return of(field).trim() === '' ? deals.issues.missing : undefined;
  };
  const submit = async () => {
    setTried(true);
    const missing = fields.some((field) => field !== 'lines' && of(field).trim() === '');
    if (missing || (fields.includes('amount') && amount === undefined)) return;
    if (fields.includes('expectedClose') && !isIsoDate(of('expectedClose'))) return;
    setBusy(true);
    setFailure(
      await onMove({
        ...(fields.includes('amount') && amount !== undefined ? { amount, amountByHand: true } : {}),
        ...(fields.includes('expectedClose') ? { expectedClose: of('expectedClose') } : {}),
        ...(fields.includes('contactIds') ? { contactIds: [of('contactIds')] } : {}),
        ...(fields.includes('source') ? { source: of('source').trim() } : {}),
        ...(fields.includes('about') ? { about: of('about').trim() } : {}),
        ...(of('competitor').trim() === '' ? {} : { competitor: of('competitor').trim() }),
        ...(fields.includes('lostReasonId')
          ? { lostReasonId: of('lostReasonId'), lostComment: of('lostComment').trim() }
          : {}),
      }),
    );
    setBusy(false);
  };

  const text = (field: keyof Typed, label: string, more: object = {}, first = false): ReactNode => {
    const issue = field === 'lostComment' ? undefined : issueOf(field);
    return (
      <TextField
        key={field}
        label={label}
        value={of(field)}
        autoFocus={first}
        onChange={(event) => put(field)(event.target.value)}
        error={issue !== undefined}
        helperText={issue}
        {...more}
      />
    );
  };
  const field = (one: AskedField, at: number): ReactNode => {
    const label = deals.asked[one];
    const options = one === 'lostReasonId' ? livingReasons({ lostReasons: [...reasons] }) : contacts;
    switch (one) {
      case 'lostReasonId':
      case 'contactIds':
        if (one === 'contactIds' && contacts.length === 0) {
          return <Typography key={one}>{deals.move.contactsLead}</Typography>;
        }
        return text(
          one,
          label,
          {
            select: true,
            children: options.map(({ id, name }) => (
              <MenuItem key={id} value={id}>
                {name}
              </MenuItem>
            )),
          },
          at === 0,
        );
      case 'expectedClose':
        return (
          <DateField
            key={one}
            label={label}
            value={of(one)}
            onChange={put(one)}
            error={issueOf(one) !== undefined}
            helperText={issueOf(one)}
          />
        );
      case 'lines':
        return <Typography key={one}>{deals.move.linesLead}</Typography>;
      case 'about':
        return text(one, label, { multiline: true, minRows: 2 }, at === 0);
      case 'competitor':
        return null;
      default:
        return text(one, label, {}, at === 0);
    }
  };
  return (
    <FormDialog
      title={stage.kind === 'lost' ? deals.move.lost : deals.move.title(stage.name)}
      submitLabel={stage.kind === 'lost' ? deals.move.lose : deals.move.save}
      onSubmit={() => void submit()}
      onClose={onClose}
      busy={busy}
      submitDisabled={fields.includes('lines')}
      failure={failure}
      maxWidth="xs"
    >
      <Box sx={{ display: 'grid', gap: 2, pt: 0.5 }}>
        <Typography variant="body2" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {deal.title}
        </Typography>
        {fields.map(field)}
        {wantsCompetitor &&
          text('competitor', deals.asked.competitor, { slotProps: { htmlInput: { maxLength: 300 } } })}
        {fields.includes('lostReasonId') &&
          text('lostComment', deals.fields.lostComment, {
            multiline: true,
            minRows: 2,
            slotProps: { htmlInput: { maxLength: 5000 } },
          })}
      </Box>
    </FormDialog>
  );
}

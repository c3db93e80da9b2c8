import { type Currency, currencies } from '@shared/deals/schema';
import { typedAmount } from '@shared/deals/typed-amount';
import { nextWorkingDay } from '@shared/domain/calendar/work-calendar';
import { addDays, isIsoDate, localDate } from '@shared/lib/dates';
import { useState } from 'react';
import { ClientPicker } from '../clients/ClientPicker';
import { useDraft } from '../drafts/use-draft';
import { useCommand } from '../ipc/use-command';
import { openRecord } from '../services/records';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { nowIso, systemZone } from '../ui/clock';
import { DateField } from '../ui/DateField';
import { TextField } from '../ui/Field';
import { FormControlLabel } from '../ui/FormControlLabel';
import { FormDialog } from '../ui/FormDialog';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { Switch } from '../ui/Switch';
import { shownFunnel, useFunnels } from './use-funnels';

interface Props {
  readonly clientId?: string;
  readonly funnelId?: string;
  readonly onClose: () => void;
}

interface Typed {
  readonly title: string;
  readonly clientId: string;
  readonly amount: string;
  readonly currency: Currency;
  readonly funnelId: string;
  readonly expectedClose: string;
  /** The next step, null for none. */
  readonly step: { readonly title: string; readonly dueDate: string } | null;
}

/** «Новая сделка»: what, to whom, for how much, and what comes next. */
export function NewDealForm({ clientId = '', funnelId = '', onClose }: Props) {
  const { deals } = useTexts();
  const words = deals.fields;
  const funnels = useFunnels();
  const create = useCommand('deals.create');
  const [tried, setTried] = useState(false);
  const draft = useDraft<Typed>(`deal:new:${clientId}`, {
    ...{ title: '', clientId, amount: '', currency: 'RUB', expectedClose: '' },
    // The funnel that was looked at last: a deal made by the key is to stand on the board in sight.
    funnelId: funnelId || shownFunnel(),
    step: {
      title: deals.form.nextTitle,
      dueDate: nextWorkingDay(addDays(localDate(nowIso(), systemZone()), 1)),
    },
  });
  const { value } = draft;
  const put = (patch: Partial<Typed>) => draft.set((before) => ({ ...before, ...patch }));
  const typed = typedAmount(value.amount);
  const { amount } = typed;
  const issues = {
    title: value.title.trim() === '' ? deals.issues.title : undefined,
    amount: 'issue' in typed ? deals.issues[typed.issue] : undefined,
    close: value.expectedClose !== '' && !isIsoDate(value.expectedClose) ? deals.issues.date : undefined,
    step: value.step?.title.trim() === '' ? deals.issues.missing : undefined,
    due: value.step && !isIsoDate(value.step.dueDate) ? deals.issues.date : undefined,
  };
  const submit = async () => {
    setTried(true);
    if (amount === undefined || Object.values(issues).some((issue) => issue !== undefined)) return;
    const { title, clientId: client, currency, expectedClose, step } = value;
    const made = await create.run({
      patch: {
        ...{ title, clientId: client, amount, currency, expectedClose },
        ...(value.funnelId === '' ? {} : { funnelId: value.funnelId }),
      },
      ...(step ? { task: { title: step.title, dueDate: step.dueDate, type: 'call' } } : {}),
    });
    if (!made) return;
    draft.clear();
    onClose();
    openRecord('deals', made.id);
  };
  const shown = (issue: string | undefined) => (tried ? issue : undefined);
  return (
    <FormDialog
      title={deals.form.title}
      submitLabel={deals.form.save}
      onSubmit={() => void submit()}
      onClose={onClose}
      busy={create.busy}
      failure={create.error}
    >
      <Box sx={{ display: 'grid', gap: 2, pt: 0.5 }}>
        <TextField
          label={words.title}
          value={value.title}
          autoFocus
          required
          onChange={(event) => put({ title: event.target.value })}
          error={shown(issues.title) !== undefined}
          helperText={shown(issues.title) ?? words.titleHint}
          slotProps={{ htmlInput: { maxLength: 500 } }}
        />
        <ClientPicker value={value.clientId} onChange={(id) => put({ clientId: id })} canCreate />
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: '1fr 110px 1fr' }}>
          <TextField
            label={words.amount}
            value={value.amount}
            onChange={(event) => put({ amount: event.target.value })}
            error={shown(issues.amount) !== undefined}
            helperText={shown(issues.amount)}
            slotProps={{ htmlInput: { inputMode: 'decimal', maxLength: 40 } }}
          />
          <Select
            label={words.currency}
            value={value.currency}
            onChange={(event) => put({ currency: event.target.value as Currency })}
          >
            {currencies.map((one) => (
              <MenuItem key={one} value={one}>
                {one}
              </MenuItem>
            ))}
          </Select>
          <DateField
            label={words.expectedClose}
            value={value.expectedClose}
            onChange={(expectedClose) => put({ expectedClose })}
            error={shown(issues.close) !== undefined}
          />
        </Box>
        {funnels.length > 1 && (
          <Select
            label={words.funnel}
            value={funnels.some(({ id }) => id === value.funnelId) ? value.funnelId : (funnels[0]?.id ?? '')}
            onChange={(event) => put({ funnelId: event.target.value })}
          >
            {funnels.map(({ id, name }) => (
              <MenuItem key={id} value={id}>
                {name}
              </MenuItem>
            ))}
          </Select>
        )}
        <FormControlLabel
          control={
            <Switch
              checked={value.step !== null}
              onChange={(event) =>
                put({
                  step: event.target.checked
                    ? { title: deals.form.nextTitle, dueDate: localDate(nowIso(), systemZone()) }
                    : null,
                })
              }
            />
          }
          label={deals.form.nextStep}
        />
        {value.step && (
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: '2fr 1fr' }}>
            <TextField
              label={deals.step.what}
              value={value.step.title}
              onChange={(event) => value.step && put({ step: { ...value.step, title: event.target.value } })}
              error={shown(issues.step) !== undefined}
              helperText={shown(issues.step)}
              slotProps={{ htmlInput: { maxLength: 1000 } }}
            />
            <DateField
              label={deals.step.when}
              value={value.step.dueDate}
              onChange={(dueDate) => value.step && put({ step: { ...value.step, dueDate } })}
              error={shown(issues.due) !== undefined}
            />
          </Box>
        )}
      </Box>
    </FormDialog>
  );
}

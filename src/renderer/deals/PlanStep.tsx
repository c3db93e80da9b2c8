import { nextWorkingDay } from '@shared/domain/calendar/work-calendar';
import { addDays, isIsoDate, localDate } from '@shared/lib/dates';
import { useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { nowIso, systemZone } from '../ui/clock';
import { DateField } from '../ui/DateField';
import { TextField } from '../ui/Field';
import { FormDialog } from '../ui/FormDialog';
import { Typography } from '../ui/Typography';

interface Props {
  readonly dealId: string;
  readonly title: string;
  readonly onClose: () => void;
}

/** «Что дальше?»: the next step of a deal that has none. */
export function PlanStep({ dealId, title, onClose }: Props) {
  const { deals } = useTexts();
  const words = deals.step;
  const plan = useCommand('deals.plan');
  const [what, setWhat] = useState(deals.form.nextTitle);
  const [when, setWhen] = useState(nextWorkingDay(addDays(localDate(nowIso(), systemZone()), 1)));
  const submit = async () => {
    if (what.trim() === '' || !isIsoDate(when)) return;
    if (!(await plan.run({ id: dealId, task: { title: what, dueDate: when, type: 'call' } }))) return;
    notify(words.planned);
    onClose();
  };
  return (
    <FormDialog
      title={words.title}
      submitLabel={words.plan}
      onSubmit={() => void submit()}
      onClose={onClose}
      busy={plan.busy}
      submitDisabled={what.trim() === '' || !isIsoDate(when)}
      failure={plan.error}
      maxWidth="xs"
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Typography sx={{ overflowWrap: 'anywhere' }}>{words.lead(title)}</Typography>
        <TextField
          label={words.what}
          value={what}
          autoFocus
          onChange={(event) => setWhat(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 1000 } }}
        />
        <DateField label={words.when} value={when} onChange={setWhen} />
      </Box>
    </FormDialog>
  );
}

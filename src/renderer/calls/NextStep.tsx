import { type CallDraft, firstStep } from '@shared/calls/draft';
import { nextWorkingDay } from '@shared/domain/calendar/work-calendar';
import { addDays, localDate } from '@shared/lib/dates';
import { type TaskDraft, type TaskDraftIssues, taskDraftIssues } from '@shared/tasks/draft';
import { keyOfAction } from '../services/action-words';
import { useAction } from '../services/actions';
import { useTexts } from '../services/texts';
import { TaskFields } from '../tasks/TaskFields';
import { Box } from '../ui/Box';
import { nowIso, systemZone } from '../ui/clock';
import { FormControlLabel } from '../ui/FormControlLabel';
import { Switch } from '../ui/Switch';
import { Typography } from '../ui/Typography';

interface Props {
  readonly draft: CallDraft;
  readonly onChange: (change: (before: CallDraft) => CallDraft) => void;
  /** Whether saving was tried: then what is missing is said. */
  readonly tried: boolean;
}

const none: TaskDraftIssues = {};

/** What is to be done next: a task written with the call. Alt+T opens and closes it. */
export function NextStep({ draft, onChange, tried }: Props) {
  const { calls } = useTexts();
  const { step } = draft;
  const toggle = () =>
    onChange((before) => ({
      ...before,
      step: before.step
        ? null
        : firstStep(before, calls.form.suggested[before.result || 'talked'], stepDay()),
    }));
  useAction('call-next-step', toggle);
  return (
    <Box sx={{ borderTop: 1, borderColor: 'divider', pt: 1 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', mb: step ? 1.5 : 0 }}>
        <FormControlLabel
          control={<Switch checked={step !== null} onChange={toggle} />}
          label={calls.form.nextStep}
          title={keyOfAction('call-next-step')}
          slotProps={{ typography: { variant: 'h3', component: 'span' } }}
        />
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {calls.form.nextStepHint}
        </Typography>
      </Box>
      {step && (
        <TaskFields
          value={step}
          onChange={(change: (before: TaskDraft) => TaskDraft) =>
            onChange((before) => (before.step ? { ...before, step: change(before.step) } : before))
          }
          issues={tried ? taskDraftIssues(step) : none}
        />
      )}
    </Box>
  );
}

/** The day a next step is first put on: the next one people work on. */
export function stepDay(): string {
  return nextWorkingDay(addDays(localDate(nowIso(), systemZone()), 1));
}

import { maxCompleted } from '@shared/calls/contract';
import { type CallDraft, completedBy } from '@shared/calls/draft';
import { localDate } from '@shared/lib/dates';
import { openTasks, type TaskRow } from '@shared/tasks/contract';
import { dayOfTask } from '@shared/tasks/rules';
import { useId } from 'react';
import { useLive } from '../ipc/use-live';
import { useLanguage, useTexts } from '../services/texts';
import { dueText } from '../tasks/due-text';
import { Box } from '../ui/Box';
import { Checkbox } from '../ui/Checkbox';
import { nowIso, systemZone } from '../ui/clock';
import { FormControlLabel } from '../ui/FormControlLabel';
import { Typography } from '../ui/Typography';

/** The client's open tasks of the kind «Звонок», the earliest first. */
export function useOpenCallTasks(clientId: string): readonly TaskRow[] {
  const filter = { ...openTasks, types: ['call' as const], clientId };
  const live = useLive(
    'tasks.between',
    clientId === '' ? null : { filter, from: '', to: '', zone: systemZone(), offset: 0, limit: maxCompleted },
  );
  return live.fresh ? (live.value?.rows ?? []) : [];
}

/** Ids of those that the call completes. */
export function completedTasks(draft: CallDraft, tasks: readonly TaskRow[]): string[] {
  const zone = systemZone();
  return completedBy(
    draft,
    tasks.map((task) => ({ id: task.id, day: dayOfTask(task, zone) })),
  );
}

interface Props {
  readonly draft: CallDraft;
  readonly tasks: readonly TaskRow[];
  readonly onChange: (change: (before: CallDraft) => CallDraft) => void;
}

/** «Этим звонком выполнено»: the client's open call tasks, each completed together with the call. */
export function OpenCallTasks({ draft, tasks, onChange }: Props) {
  const texts = useTexts();
  const { calls } = texts;
  const language = useLanguage();
  const id = useId();
  const zone = systemZone();
  const today = localDate(nowIso(), zone);
  const done = completedTasks(draft, tasks);
  if (tasks.length === 0) return null;
  return (
    <Box role="group" aria-labelledby={id} sx={{ borderTop: 1, borderColor: 'divider', pt: 1 }}>
      <Typography variant="h3" component="div" id={id} sx={{ mb: 0.5 }}>
        {calls.form.completes}
      </Typography>
      <Box sx={{ maxHeight: 132, overflow: 'auto', display: 'grid' }}>
        {tasks.map((task) => {
          const due = dueText(task, today, zone, language, texts);
          return (
            <FormControlLabel
              key={task.id}
              title={`${task.title} · ${due}`}
              control={
                <Checkbox
                  size="small"
                  checked={done.includes(task.id)}
                  onChange={(_event, on) =>
                    onChange((before) => ({ ...before, ticks: { ...before.ticks, [task.id]: on } }))
                  }
                  sx={{ py: 0.5 }}
                />
              }
              label={
                <>
                  {task.title} <span className="quiet caption">{due}</span>
                </>
              }
              sx={{ mr: 0, '& .MuiFormControlLabel-label': { minWidth: 0, overflowWrap: 'anywhere' } }}
            />
          );
        })}
      </Box>
    </Box>
  );
}

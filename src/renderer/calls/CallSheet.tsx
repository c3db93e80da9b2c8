import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import type { CallRow } from '@shared/calls/contract';
import {
  type CallDraft,
  callDraftIssues,
  firstStep,
  patchOfCallDraft,
  restoredDraft,
  stopped,
  withResult,
} from '@shared/calls/draft';
import type { CallResult } from '@shared/calls/schema';
import { patchOfDraft, taskDraftIssues } from '@shared/tasks/draft';
import { useEffect, useRef, useState } from 'react';
import { askNextStep } from '../deals/ask-next';
import { DealChoice } from '../deals/DealChoice';
import { useChosenDeal } from '../deals/use-chosen-deal';
import { useDraft } from '../drafts/use-draft';
import { HistoryButton } from '../history/HistoryButton';
import { ask } from '../ipc/client';
import { useCommand } from '../ipc/use-command';
import { notify } from '../services/notices';
import { openOverlay } from '../services/overlays';
import { useTexts } from '../services/texts';
import { useMayEdit } from '../services/use-may-edit';
import { Alert } from '../ui/Alert';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { nowIso, systemZone } from '../ui/clock';
import { TextField } from '../ui/Field';
import { FormDialog } from '../ui/FormDialog';
import { CallFields } from './CallFields';
import { NextStep, stepDay } from './NextStep';
import { completedTasks, OpenCallTasks, useOpenCallTasks } from './OpenCallTasks';
import { ResultGroup } from './ResultGroup';

interface Props {
  readonly draftName: string;
  readonly initial: CallDraft;
  /** What the form was opened for: it wins over what a restored draft says. */
  readonly asked?: Pick<CallDraft, 'contactId' | 'number' | 'comment' | 'ticks'>;
  /** The logged call that is corrected. */
  readonly call?: CallRow;
  /** The deal a new call is about. */
  readonly dealId?: string;
  readonly onClose: () => void;
}

/** What is remarked of the call by the program stands first in its comment, once. */
const withRemark = (remark: string, comment: string): string =>
  comment.includes(remark) ? comment : [remark, comment].filter(Boolean).join('\n');

/** The form of one call: whom, how it ended, what was said, and what comes next, saved in one go. */
export function CallSheet({ draftName, initial, asked, call, dealId, onClose }: Props) {
  const { calls, common, errors } = useTexts();
  const mayEdit = useMayEdit();
  const draft = useDraft(draftName, initial);
  const log = useCommand('calls.log');
  const change = useCommand('calls.change');
  const [tried, setTried] = useState(false);
  const { value, set: setDraft, restored } = draft;
  const zone = systemZone();
  const [chosenDeal, setChosenDeal] = useChosenDeal(value.clientId, dealId);
  const set = (next: (before: CallDraft) => CallDraft) =>
    setDraft((before) => ({ ...next(before), touchedAt: nowIso() }));

  const comment = useRef<HTMLTextAreaElement>(null);
  const taken = useRef(false);
  useEffect(() => {
    if (!restored || taken.current) return;
    taken.current = true;
    setDraft((before) => ({
      ...restoredDraft(before, nowIso()),
      ...(asked?.number ? { contactId: asked.contactId, number: asked.number } : {}),
      ...(asked?.ticks ? { ticks: { ...before.ticks, ...asked.ticks } } : {}),
      ...(asked?.comment ? { comment: withRemark(asked.comment, before.comment) } : {}),
    }));
  }, [restored, setDraft, asked]);

  /** A form put away with its timer running would count the hours until it is opened again. */
  const putAway = () => {
    if (value.runningSince !== '' && value !== initial) setDraft((before) => stopped(before, nowIso()));
    onClose();
  };

  const openTasks = useOpenCallTasks(call ? '' : value.clientId);
  const issues = tried ? callDraftIssues(value, nowIso(), zone) : {};
  const setResult = (result: CallResult) =>
    set((before) => withResult(before, result, calls.form.suggested, () => firstStep(before, '', stepDay())));

  const submit = async () => {
    setTried(true);
    const now = nowIso();
    const { step } = value;
    const bad = Object.keys(callDraftIssues(value, now, zone)).length > 0;
    if (bad || (step && Object.keys(taskDraftIssues(step)).length > 0)) return;
    const patch = patchOfCallDraft(value, now, zone);
    const task = step ? { task: patchOfDraft(step, zone) } : {};
    const ids = completedTasks(value, openTasks);
    // What came of the task: how the call ended, and the words it was noted with.
    const word = value.result === '' ? '' : calls.results[value.result];
    const result = [word, value.comment.trim()].filter(Boolean).join('. ').slice(0, 20_000);
    const done = call
      ? await change.run({ id: call.id, patch, ...task })
      : await log.run({
          ...{ call: patch, ...task },
          ...(ids.length > 0 ? { completes: { ids, result } } : {}),
          ...(chosenDeal === undefined ? {} : { dealId: chosenDeal }),
        });
    if (!done) return;
    if (call && chosenDeal !== undefined) {
      await ask('deals.link', { dealId: chosenDeal, kind: 'calls', recordId: call.id });
    }
    draft.clear();
    onClose();
    if (!call && !step) void askNextStep(value.clientId, { dealId: chosenDeal });
    const { taskId } = done;
    const completed = call ? 0 : ids.length;
    const logged = step ? calls.loggedWithTask : calls.logged;
    const text = call ? calls.changed : completed > 0 ? calls.loggedAndDone(logged, completed) : logged;
    notify(
      text,
      step
        ? { action: { label: calls.form.openTask, run: () => openOverlay({ kind: 'task', taskId }) } }
        : {},
    );
  };
  const remove = async (id: string) => {
    const result = await ask('calls.remove', { id });
    if (!result.ok) {
      notify(errors[result.error.code](result.error.data), { tone: 'error' });
      return;
    }
    draft.clear();
    onClose();
    notify(calls.removed, {
      action: { label: common.undo, run: () => void ask('calls.restore', { id }) },
    });
  };
  const startAnew = () => {
    setDraft(initial);
    draft.clear();
    setTried(false);
  };

  if (!draft.ready) return null;
  return (
    <FormDialog
      title={call ? calls.form.editTitle : calls.form.title}
      onClose={putAway}
      onSubmit={() => void submit()}
      submitLabel={call ? common.save : calls.form.save}
      busy={log.busy || change.busy}
      submitDisabled={call !== undefined && !mayEdit('calls', call, { comment: `${call.comment}.` })}
      failure={log.error ?? change.error}
      maxWidth="md"
      height={680}
      extra={
        call && (
          <>
            <Button color="error" startIcon={<DeleteIcon />} onClick={() => void remove(call.id)}>
              {calls.remove}
            </Button>
            <HistoryButton collection="calls" id={call.id} back={{ kind: 'call', callId: call.id }} />
          </>
        )
      }
    >
      {restored && (
        <Alert
          severity="info"
          sx={{ mb: 2, py: 0 }}
          action={
            <Button color="inherit" size="small" onClick={startAnew}>
              {calls.form.startAnew}
            </Button>
          }
        >
          {calls.form.restored}
        </Alert>
      )}
      <Box
        sx={{
          display: 'grid',
          columnGap: 3,
          rowGap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 5fr) minmax(0, 6fr)' },
        }}
      >
        <CallFields
          draft={value}
          onChange={set}
          // The picker takes the focus back for itself once more.
          onPicked={() => requestAnimationFrame(() => comment.current?.focus())}
          issues={issues}
          autoFocus={value.clientId === ''}
        />
        <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, minWidth: 0 }}>
          <ResultGroup
            value={value.result}
            onChange={setResult}
            issue={issues.result && calls.issues[issues.result]}
          />
          <TextField
            label={calls.form.comment}
            inputRef={comment}
            value={value.comment}
            onChange={(event) => set((before) => ({ ...before, comment: event.target.value }))}
            multiline
            minRows={3}
            maxRows={8}
            autoFocus={value.clientId !== ''}
            slotProps={{ htmlInput: { maxLength: 100_000 } }}
          />
          <DealChoice
            clientId={value.clientId}
            recordId={call?.id ?? ''}
            value={chosenDeal}
            onChange={setChosenDeal}
          />
          {!call && <OpenCallTasks draft={value} tasks={openTasks} onChange={set} />}
          {call && call.taskId !== '' ? (
            <Box sx={{ typography: 'body2', overflowWrap: 'anywhere' }}>
              {calls.form.nextStepDone}: {call.nextStep}{' '}
              <Button size="small" onClick={() => openOverlay({ kind: 'task', taskId: call.taskId })}>
                {calls.form.openTask}
              </Button>
            </Box>
          ) : (
            <NextStep draft={value} onChange={set} tried={tried} />
          )}
        </Box>
      </Box>
    </FormDialog>
  );
}

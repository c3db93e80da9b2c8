import { localDate } from '@shared/lib/dates';
import type { TaskRow } from '@shared/tasks/contract';
import {
  draftOfTask,
  newTaskDraft,
  patchOfDraft,
  type TaskDraft,
  type TaskDraftIssues,
  taskDraftIssues,
} from '@shared/tasks/draft';
import { useRef, useState } from 'react';
import { ClientPicker } from '../clients/ClientPicker';
import { DealChoice } from '../deals/DealChoice';
import { useChosenDeal } from '../deals/use-chosen-deal';
import { useDraft } from '../drafts/use-draft';
import { HistoryButton } from '../history/HistoryButton';
import { ask } from '../ipc/client';
import { useCommand } from '../ipc/use-command';
import { useLive } from '../ipc/use-live';
import { notify } from '../services/notices';
import { useAppStatus } from '../services/session';
import { useTexts } from '../services/texts';
import { Alert } from '../ui/Alert';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { nowIso, systemZone } from '../ui/clock';
import { EmptyState } from '../ui/EmptyState';
import { TextField } from '../ui/Field';
import { FormDialog } from '../ui/FormDialog';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { CallTaskButton } from './CallTaskButton';
import { TaskFields } from './TaskFields';
import { useTaskActions } from './use-task-actions';

interface Props {
  readonly taskId?: string;
  readonly clientId?: string;
  readonly contactId?: string;
  /** `YYYY-MM-DD` for a new task. */
  readonly dueDate?: string;
  /** The deal a new task is a step of. */
  readonly dealId?: string;
  readonly onClose: () => void;
}

/** «Новая задача», or a task that exists: everything about it in one form, whose draft survives a crash. */
export function TaskForm({ taskId, clientId = '', contactId = '', dueDate = '', dealId, onClose }: Props) {
  const { tasks } = useTexts();
  const { session } = useAppStatus();
  const live = useLive('tasks.byId', taskId ? { id: taskId } : null);
  if (!taskId) {
    const initial = newTaskDraft({
      ...{ clientId, contactId, assigneeId: session.userId },
      dueDate: dueDate || localDate(nowIso(), systemZone()),
    });
    return (
      <Form
        name={`task:new:${dealId ?? clientId}:${dueDate}`}
        initial={initial}
        task={null}
        {...(dealId ? { dealId } : {})}
        onClose={onClose}
      />
    );
  }
  if (live.value === null) {
    return (
      <FormDialog title={tasks.form.edit} submitLabel={tasks.form.submit} {...{ onClose }} onSubmit={onClose}>
        <EmptyState title={tasks.form.gone} />
      </FormDialog>
    );
  }
  if (!live.value) return null;
  return (
    <Form
      name={`task:${taskId}`}
      initial={draftOfTask(live.value, systemZone())}
      task={live.value}
      onClose={onClose}
    />
  );
}

interface FormProps {
  readonly name: string;
  readonly initial: TaskDraft;
  /** The task that is edited; null for a new one. */
  readonly task: TaskRow | null;
  readonly dealId?: string;
  readonly onClose: () => void;
}

function Form({ name, initial, task, dealId, onClose }: FormProps) {
  const { tasks, common } = useTexts();
  const draft = useDraft(name, initial);
  const create = useCommand('tasks.create');
  const change = useCommand('tasks.change');
  const actions = useTaskActions();
  const [issues, setIssues] = useState<TaskDraftIssues>({});
  const [result, setResult] = useState(task?.result ?? '');
  const { value } = draft;
  const [chosenDeal, setChosenDeal] = useChosenDeal(value.clientId, dealId);
  const comment = useRef<HTMLTextAreaElement>(null);

  /** Saves what was typed; answers whether it could. */
  const save = async (): Promise<boolean> => {
    const found = taskDraftIssues(value);
    setIssues(found);
    if (Object.keys(found).length > 0) return false;
    const patch = patchOfDraft(value, systemZone());
    const saved = task
      ? await change.run({ id: task.id, patch })
      : await create.run({ patch, ...(chosenDeal === undefined ? {} : { dealId: chosenDeal }) });
    if (saved === undefined) return false;
    if (task && chosenDeal !== undefined) {
      await ask('deals.link', { dealId: chosenDeal, kind: 'tasks', recordId: task.id });
    }
    draft.clear();
    return true;
  };
  const submit = async () => {
    if (!(await save())) return;
    notify(task ? tasks.notices.saved : tasks.notices.created);
    onClose();
  };
  /** Ends with the task itself rather than with its fields. */
  const end = async (work: (task: TaskRow) => Promise<boolean>) => {
    if (!task || !(await work(task))) return;
    draft.clear();
    onClose();
  };
  const complete = async () => {
    if (!task || !(await save())) return;
    if (await actions.complete(task, result)) onClose();
  };
  const open = !task || task.status === 'open';
  return (
    <FormDialog
      title={task ? tasks.form.edit : tasks.form.create}
      submitLabel={task ? tasks.form.submit : tasks.form.submitNew}
      onSubmit={() => void submit()}
      onClose={onClose}
      // «Отмена» beside «Отменить задачу» would be read as the same deed.
      {...(task && open ? { leaveLabel: common.close } : {})}
      busy={create.busy || change.busy}
      failure={create.error ?? change.error}
      extra={
        task && (
          <>
            <Button color="error" onClick={() => void end(actions.remove)} aria-label={tasks.form.remove}>
              {common.remove}
            </Button>
            {open && <CallTaskButton task={task} withWords />}
            {open && <Button onClick={() => void end(actions.cancel)}>{tasks.form.cancelTask}</Button>}
            <HistoryButton collection="tasks" id={task.id} back={{ kind: 'task', taskId: task.id }} />
          </>
        )
      }
    >
      <Box sx={{ display: 'grid', gap: 2, pt: 0.5 }}>
        {draft.restored && (
          <Alert
            severity="info"
            action={
              <Button
                color="inherit"
                size="small"
                onClick={() => {
                  draft.set(initial);
                  draft.clear();
                }}
              >
                {tasks.form.startOver}
              </Button>
            }
          >
            {tasks.form.restored}
          </Alert>
        )}
        {task && !open && (
          <Alert
            severity={task.status === 'done' ? 'success' : 'info'}
            action={
              <Button color="inherit" size="small" onClick={() => void actions.reopen(task)}>
                {tasks.form.reopen}
              </Button>
            }
          >
            {task.status === 'cancelled'
              ? tasks.form.cancelled
              : task.result === ''
                ? tasks.form.done
                : tasks.form.doneWith(task.result)}
          </Alert>
        )}
        <TaskFields value={value} onChange={draft.set} issues={issues} autoFocus={!task} />
        <People
          value={value}
          onChange={draft.set}
          // The picker takes the focus back for itself once more.
          onPicked={() => requestAnimationFrame(() => comment.current?.focus())}
        />
        <DealChoice
          clientId={value.clientId}
          recordId={task?.id ?? ''}
          value={chosenDeal}
          onChange={setChosenDeal}
        />
        <TextField
          label={common.comment}
          inputRef={comment}
          value={value.comment}
          onChange={(event) => draft.set((before) => ({ ...before, comment: event.target.value }))}
          multiline
          minRows={2}
          maxRows={8}
          slotProps={{ htmlInput: { maxLength: 20_000 } }}
        />
        {task && open && (
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
            <TextField
              label={tasks.fields.result}
              value={result}
              onChange={(event) => setResult(event.target.value)}
              multiline
              maxRows={4}
              slotProps={{ htmlInput: { maxLength: 20_000 } }}
            />
            <Button variant="outlined" color="success" onClick={() => void complete()} sx={{ minHeight: 40 }}>
              {tasks.form.complete}
            </Button>
          </Box>
        )}
      </Box>
    </FormDialog>
  );
}

interface PeopleProps {
  readonly value: TaskDraft;
  readonly onChange: (change: (before: TaskDraft) => TaskDraft) => void;
  /** Told when a client was chosen: the keyboard goes on from there. */
  readonly onPicked: () => void;
}

/** Whom the task is about, and who does it. */
function People({ value, onChange, onPicked }: PeopleProps) {
  const { tasks, common } = useTexts();
  const { session } = useAppStatus();
  const card = useLive('clients.card', value.clientId === '' ? null : { id: value.clientId });
  const users = useLive('users.list', {});
  const contacts = card.value?.contacts ?? [];
  const assignees = (users.value ?? []).filter(({ id, disabled }) => !disabled || id === value.assigneeId);
  const put = (patch: Partial<TaskDraft>) => onChange((before) => ({ ...before, ...patch }));
  const known = (id: string, list: readonly { readonly id: string }[]) =>
    list.some((one) => one.id === id) ? id : '';
  return (
    <>
      <ClientPicker
        value={value.clientId}
        onChange={(clientId) => {
          put({ clientId, ...(clientId === value.clientId ? {} : { contactId: '' }) });
          if (clientId !== '') onPicked();
        }}
      />
      {(contacts.length > 0 || assignees.length > 1) && (
        <Box sx={{ display: 'grid', gap: 2, gridAutoFlow: 'column', gridAutoColumns: 'minmax(0, 1fr)' }}>
          {contacts.length > 0 && (
            <Select
              label={common.contact}
              value={known(value.contactId, contacts)}
              onChange={(event) => put({ contactId: event.target.value })}
              slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
            >
              <MenuItem value="">{common.notSet}</MenuItem>
              {contacts.map((contact) => (
                <MenuItem key={contact.id} value={contact.id}>
                  {[contact.name, contact.position].filter(Boolean).join(', ')}
                </MenuItem>
              ))}
            </Select>
          )}
          {assignees.length > 1 && (
            <Select
              label={tasks.fields.assignee}
              value={known(value.assigneeId || session.userId, assignees)}
              onChange={(event) => put({ assigneeId: event.target.value })}
            >
              {assignees.map((user) => (
                <MenuItem key={user.id} value={user.id}>
                  {user.name || user.login || (user.id === session.userId ? tasks.fields.me : user.id)}
                </MenuItem>
              ))}
            </Select>
          )}
        </Box>
      )}
    </>
  );
}

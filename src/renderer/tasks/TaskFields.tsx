import { formatShortDate, toWallTime } from '@shared/lib/dates';
import { type ReminderChoice, type TaskDraft, type TaskDraftIssues, withDue } from '@shared/tasks/draft';
import { taskPriorities, taskTypes } from '@shared/tasks/schema';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { systemZone } from '../ui/clock';
import { DateField } from '../ui/DateField';
import { TextField } from '../ui/Field';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { TimeField } from '../ui/TimeField';
import { QuickDates } from './QuickDates';

interface Props {
  readonly value: TaskDraft;
  /** Told the whole changed draft; the functional form keeps changes that come together. */
  readonly onChange: (change: (before: TaskDraft) => TaskDraft) => void;
  /** What was found when saving was tried: see `taskDraftIssues`. */
  readonly issues?: TaskDraftIssues;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  /** Other words for «Что сделать»: the call form says «Следующий шаг». */
  readonly titleLabel?: string;
}

const withTime: readonly ReminderChoice[] = ['none', 'at-time', 'ten-minutes', 'hour', 'day'];
const withoutTime: readonly ReminderChoice[] = ['none', 'at-time', 'day'];

/** What is to be done, when, and how it is reminded of: the task form's fields, and the next step of a call. */
export function TaskFields({
  value,
  onChange,
  issues = {},
  autoFocus = false,
  disabled = false,
  titleLabel,
}: Props) {
  const { tasks } = useTexts();
  const language = useLanguage();
  const { fields } = tasks;
  const put = (patch: Partial<TaskDraft>) => onChange((before) => ({ ...before, ...patch }));
  const due = (patch: { readonly dueDate?: string; readonly dueTime?: string }) =>
    onChange((before) => withDue(before, patch));
  const usual = value.dueTime === '' ? withoutTime : withTime;
  const choices = usual.includes(value.reminder) ? usual : [...usual, value.reminder];
  const reminderText = (choice: ReminderChoice): string => {
    if (choice === 'kept' && value.keptRemindAt !== '') {
      const { date, time } = toWallTime(value.keptRemindAt, systemZone());
      return `${formatShortDate(date, language)}, ${time}`;
    }
    if (value.dueTime === '' && (choice === 'at-time' || choice === 'day')) {
      return tasks.remindersAllDay[choice];
    }
    return tasks.reminders[choice];
  };
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <TextField
        label={titleLabel ?? fields.title}
        value={value.title}
        onChange={(event) => put({ title: event.target.value.replace(/\s*\n\s*/g, ' ') })}
        onKeyDown={(event) => {
          // A title wraps but is one line; Ctrl+Enter goes on to the form.
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault();
        }}
        error={issues.title !== undefined && value.title.trim() === ''}
        helperText={issues.title && value.title.trim() === '' ? tasks.issues.titleMissing : undefined}
        autoFocus={autoFocus}
        disabled={disabled}
        multiline
        maxRows={4}
        slotProps={{ htmlInput: { maxLength: 1000 } }}
      />
      <QuickDates dueDate={value.dueDate} dueTime={value.dueTime} onPick={due} disabled={disabled} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: '1.2fr 0.8fr 1.3fr', alignItems: 'start' }}>
        <DateField
          label={fields.dueDate}
          value={value.dueDate}
          onChange={(dueDate) => due({ dueDate })}
          disabled={disabled}
          error={issues.dueDate !== undefined && value.dueDate === ''}
          helperText={issues.dueDate && value.dueDate === '' ? tasks.issues.dateMissing : undefined}
        />
        <TimeField
          label={fields.dueTime}
          value={value.dueTime}
          placeholder={fields.dueTimeHint}
          onChange={(dueTime) => due({ dueTime })}
          disabled={disabled}
        />
        <Select
          label={fields.reminder}
          value={value.reminder}
          onChange={(event) => put({ reminder: event.target.value as ReminderChoice })}
          disabled={disabled}
        >
          {choices.map((choice) => (
            <MenuItem key={choice} value={choice}>
              {reminderText(choice)}
            </MenuItem>
          ))}
        </Select>
      </Box>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: '1fr 1fr' }}>
        <Select
          label={fields.type}
          value={value.type}
          onChange={(event) => put({ type: event.target.value as TaskDraft['type'] })}
          disabled={disabled}
        >
          {taskTypes.map((type) => (
            <MenuItem key={type} value={type}>
              {tasks.types[type]}
            </MenuItem>
          ))}
        </Select>
        <Select
          label={fields.priority}
          value={value.priority}
          onChange={(event) => put({ priority: event.target.value as TaskDraft['priority'] })}
          disabled={disabled}
        >
          {taskPriorities.map((priority) => (
            <MenuItem key={priority} value={priority}>
              {tasks.priorities[priority]}
            </MenuItem>
          ))}
        </Select>
      </Box>
    </Box>
  );
}

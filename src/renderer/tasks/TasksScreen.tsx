import SearchIcon from '@mui/icons-material/Search';
import { localDate } from '@shared/lib/dates';
import { openTasks, type TaskFilter } from '@shared/tasks/contract';
import { type TaskType, taskStatuses, taskTypes } from '@shared/tasks/schema';
import { useRef } from 'react';
import { useViewSetting } from '../drafts/use-draft';
import { useKept } from '../lib/kept';
import { useAppStatus } from '../services/session';
import { useTexts } from '../services/texts';
import { systemZone, useMinute } from '../ui/clock';
import { InputAdornment, TextField } from '../ui/Field';
import { MenuItem } from '../ui/Menu';
import { Page } from '../ui/Page';
import { Select } from '../ui/Select';
import { ToggleButton, ToggleButtonGroup } from '../ui/Tabs';
import { useFindKey } from '../ui/use-find-key';
import { ListView } from './ListView';
import { MonthView } from './MonthView';
import { WeekView } from './WeekView';

const views = ['list', 'week', 'month'] as const;
type View = (typeof views)[number];

interface Chosen {
  readonly view: View;
  readonly whose: 'mine' | 'everyone';
  readonly type: TaskType | '';
}

/** «Задачи»: the planner as a list, a week or a month. */
export function TasksScreen() {
  const { tasks } = useTexts();
  const { session } = useAppStatus();
  const [chosen, setChosen] = useViewSetting<Chosen>('tasks', { view: 'list', whose: 'mine', type: '' });
  const [status, setStatus] = useKept<TaskFilter['status']>('tasks:status', 'open');
  const [text, setText] = useKept('tasks:text', '');
  /** A day chosen in the month, for the week to begin with. */
  const [day, setDay] = useKept('tasks:day', '');
  const search = useRef<HTMLInputElement>(null);
  const now = useMinute();
  const today = localDate(now, systemZone());
  const filter: TaskFilter = {
    ...openTasks,
    status,
    types: chosen.type === '' ? [] : [chosen.type],
    assigneeId: chosen.whose === 'mine' ? session.userId : '',
    text,
  };
  useFindKey(search);

  const toolbar = (
    <>
      <ToggleButtonGroup
        size="small"
        exclusive
        color="primary"
        value={chosen.view}
        aria-label={tasks.views.label}
        onChange={(_event, view: View | null) => view && setChosen({ ...chosen, view })}
      >
        {views.map((view) => (
          <ToggleButton key={view} value={view} sx={{ px: 2 }}>
            {tasks.views[view]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <ToggleButtonGroup
        size="small"
        exclusive
        color="primary"
        value={chosen.whose}
        aria-label={tasks.filters.whose}
        onChange={(_event, whose: Chosen['whose'] | null) => whose && setChosen({ ...chosen, whose })}
      >
        <ToggleButton value="mine" sx={{ px: 2 }}>
          {tasks.filters.mine}
        </ToggleButton>
        <ToggleButton value="everyone" sx={{ px: 2 }}>
          {tasks.filters.everyone}
        </ToggleButton>
      </ToggleButtonGroup>
      <Select
        label={tasks.filters.type}
        value={chosen.type}
        onChange={(event) => setChosen({ ...chosen, type: event.target.value as Chosen['type'] })}
        sx={{ width: 160 }}
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      >
        <MenuItem value="">{tasks.filters.anyType}</MenuItem>
        {taskTypes.map((type) => (
          <MenuItem key={type} value={type}>
            {tasks.types[type]}
          </MenuItem>
        ))}
      </Select>
      <Select
        label={tasks.filters.status}
        value={status}
        onChange={(event) => setStatus(event.target.value as TaskFilter['status'])}
        sx={{ width: 170 }}
      >
        {taskStatuses.map((one) => (
          <MenuItem key={one} value={one}>
            {tasks.statuses[one]}
          </MenuItem>
        ))}
      </Select>
      <TextField
        inputRef={search}
        value={text}
        placeholder={tasks.filters.text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText('');
        }}
        sx={{ flex: 1, minWidth: 180, maxWidth: 320 }}
        slotProps={{
          htmlInput: { 'aria-label': tasks.filters.text, maxLength: 200, title: 'Ctrl+F' },
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <SearchIcon fontSize="small" />
              </InputAdornment>
            ),
          },
        }}
      />
    </>
  );
  return (
    <Page title={tasks.title} toolbar={toolbar}>
      {chosen.view === 'list' && <ListView filter={filter} now={now} today={today} />}
      {chosen.view === 'week' && (
        <WeekView
          filter={filter}
          now={now}
          today={today}
          startDay={day || today}
          onOverdue={() => setChosen({ ...chosen, view: 'list' })}
        />
      )}
      {chosen.view === 'month' && (
        <MonthView
          filter={filter}
          now={now}
          today={today}
          onDay={(picked) => {
            setDay(picked);
            setChosen({ ...chosen, view: 'week' });
          }}
        />
      )}
    </Page>
  );
}

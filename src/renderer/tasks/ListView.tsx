import TaskIcon from '@mui/icons-material/TaskAltOutlined';
import { addDays, type IsoDate } from '@shared/lib/dates';
import type { TaskFilter, TaskWindow } from '@shared/tasks/contract';
import type { TaskSection } from '@shared/tasks/rules';
import { useState } from 'react';
import { type Live, useLive } from '../ipc/use-live';
import { openOverlay } from '../services/overlays';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { systemZone } from '../ui/clock';
import { EmptyState } from '../ui/EmptyState';
import { FailureText } from '../ui/FailureText';
import { Typography } from '../ui/Typography';
import { TaskLine } from './TaskLine';
import { TaskList } from './TaskList';

interface Props {
  readonly filter: TaskFilter;
  readonly now: string;
  readonly today: IsoDate;
}

/** How many lines a section shows at first, and how many each «Показать ещё» adds. */
const step = 50;
const most = 2000;

/** The planner as a list: overdue, today, tomorrow, later; what is done or cancelled as one list, latest first. */
export function ListView(props: Props) {
  return props.filter.status === 'open' ? <OpenList {...props} /> : <ClosedList {...props} />;
}

function useSection(filter: TaskFilter, from: IsoDate, to: IsoDate, latestFirst = false) {
  const [limit, setLimit] = useState(step);
  const live = useLive('tasks.between', {
    ...{ filter, from, to, zone: systemZone(), offset: 0, limit },
    ...(latestFirst ? { latestFirst } : {}),
  });
  return { live, more: () => setLimit((before) => Math.min(most, before + step)) };
}

function OpenList({ filter, now, today }: Props) {
  const texts = useTexts();
  const { tasks } = texts;
  const tomorrow = addDays(today, 1);
  const overdue = useSection(filter, '', addDays(today, -1));
  const ofToday = useSection(filter, today, today);
  const ofTomorrow = useSection(filter, tomorrow, tomorrow);
  const later = useSection(filter, addDays(today, 2), '');
  const sections: readonly (readonly [TaskSection, typeof overdue])[] = [
    ['overdue', overdue],
    ['today', ofToday],
    ['tomorrow', ofTomorrow],
    ['later', later],
  ];
  const lives = sections.map(([, { live }]) => live.value);
  if (lives.every((value) => value?.total === 0)) {
    const narrowed = filter.text !== '' || filter.types.length > 0;
    return (
      <EmptyState
        icon={<TaskIcon />}
        title={narrowed ? tasks.empty.filtered : tasks.empty.title}
        text={narrowed ? tasks.empty.filteredText : tasks.empty.text}
        action={
          narrowed ? undefined : (
            <Button variant="contained" onClick={() => openOverlay({ kind: 'task' })}>
              {tasks.form.submitNew}
            </Button>
          )
        }
      />
    );
  }
  return (
    <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {sections.map(([section, { live, more }]) => (
        <Section
          key={section}
          title={tasks.sections[section]}
          danger={section === 'overdue'}
          timeOnly={section === 'today' || section === 'tomorrow'}
          {...{ live, more, now, today }}
        />
      ))}
    </Box>
  );
}

function ClosedList({ filter, now, today }: Props) {
  const { tasks } = useTexts();
  const { live, more } = useSection(filter, '', '', true);
  if (live.value?.total === 0) {
    if (filter.text !== '' || filter.types.length > 0)
      return <EmptyState icon={<TaskIcon />} title={tasks.empty.filtered} text={tasks.empty.filteredText} />;
    const title = filter.status === 'cancelled' ? tasks.empty.cancelled : tasks.empty.done;
    return <EmptyState icon={<TaskIcon />} title={title} />;
  }
  return (
    <Box>
      <Section
        title={filter.status === '' ? tasks.title : tasks.statuses[filter.status]}
        {...{ live, more, now, today }}
      />
    </Box>
  );
}

interface SectionProps {
  readonly title: string;
  readonly live: Live<TaskWindow>;
  readonly more: () => void;
  readonly now: string;
  readonly today: IsoDate;
  readonly danger?: boolean;
  readonly timeOnly?: boolean;
}

function Section({ title, live, more, now, today, danger = false, timeOnly = false }: SectionProps) {
  const { tasks } = useTexts();
  if (live.error && !live.value) return <FailureText failure={live.error} />;
  if (!live.value || live.value.total === 0) return null;
  const { total, rows } = live.value;
  return (
    <section>
      <Typography
        variant="h3"
        component="h2"
        sx={{ mb: 0.75, color: danger ? 'error.main' : 'text.primary' }}
      >
        {title}{' '}
        <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400 }}>
          {total}
        </Box>
      </Typography>
      <TaskList label={title}>
        {rows.map((task) => (
          <TaskLine key={task.id} {...{ task, now, today, timeOnly }} timeWidth={150} />
        ))}
      </TaskList>
      {total > rows.length && rows.length < most && (
        <Button size="small" onClick={more} sx={{ mt: 0.5 }}>
          {tasks.showMore(Math.min(step, total - rows.length))}
        </Button>
      )}
    </section>
  );
}

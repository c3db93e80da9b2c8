import { russianCalendar } from '@shared/domain/calendar/work-calendar';
import { intlLocale } from '@shared/lib/date-format';
import { localDate } from '@shared/lib/dates';
import type { TaskRow } from '@shared/tasks/contract';
import type { TodayOverview } from '@shared/today/contract';
import type { ReactNode } from 'react';
import { useLive } from '../ipc/use-live';
import { runAction } from '../services/actions';
import { useAppStatus } from '../services/session';
import { useLanguage, useTexts } from '../services/texts';
import { TaskLine } from '../tasks/TaskLine';
import { TaskList } from '../tasks/TaskList';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { systemZone, useMinute } from '../ui/clock';
import { FailureText } from '../ui/FailureText';
import { Page } from '../ui/Page';
import { Typography } from '../ui/Typography';
import { Changes } from './Changes';
import { FirstSteps } from './FirstSteps';
import { QuickActions } from './QuickActions';
import { TodayCalls } from './TodayCalls';
import { TodayDeals } from './TodayDeals';

/** So many deals are shown; the board has all of them. */
const mostDeals = 7;

/** Nothing to do, nothing done, and nobody to do it for. */
const isEmptyDay = ({ anyClients, tasks, done, overdueTotal, calls }: TodayOverview): boolean =>
  !anyClients && tasks.length + done.length + overdueTotal + calls.length === 0;

/** «Сегодня», the first screen: what is late, what is due, what was done, and what changed meanwhile. */
export function TodayScreen() {
  const { today: words, deals } = useTexts();
  const language = useLanguage();
  const { session } = useAppStatus();
  const now = useMinute();
  const zone = systemZone();
  const today = localDate(now, zone);
  const { value, error } = useLive('today.overview', { today, zone, userId: session.userId });
  const attention = useLive('deals.attention', {
    ...{ ownerId: session.userId, now, today, limit: mostDeals },
  }).value;
  const weekday = new Intl.DateTimeFormat(intlLocale(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  const kind = russianCalendar.dayKind(today);
  const said = kind === 'off' ? words.dayOff : kind === 'short' ? words.shortDay : '';
  const lines = (list: readonly TaskRow[], timeOnly: boolean) =>
    list.map((task) => <TaskLine key={task.id} {...{ task, now, today, timeOnly }} />);
  return (
    <Page title={`${words.title}, ${weekday.format(new Date(now))}`} note={said}>
      <FailureText failure={error} />
      {value && isEmptyDay(value) ? (
        <FirstSteps />
      ) : (
        value && (
          <Box
            sx={{
              display: 'grid',
              gap: 3,
              gridTemplateColumns: {
                xs: 'minmax(0, 1fr)',
                lg: 'minmax(0, 5fr) minmax(300px, 3fr)',
                xl: 'minmax(0, 2fr) minmax(0, 1fr)',
              },
              alignItems: 'start',
            }}
          >
            <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
              <QuickActions />
              {value.overdueTotal > 0 && (
                <Block title={words.overdue} count={value.overdueTotal} danger>
                  <TaskList label={words.overdue}>{lines(value.overdue, false)}</TaskList>
                  {value.overdueTotal > value.overdue.length && (
                    <Button size="small" onClick={() => runAction('go-tasks')}>
                      {words.allOverdue(value.overdueTotal)}
                    </Button>
                  )}
                </Block>
              )}
              <Block title={words.tasks} count={value.tasks.length}>
                {value.tasks.length === 0 ? (
                  <Typography sx={{ color: 'text.secondary' }}>{words.noTasks}</Typography>
                ) : (
                  <TaskList label={words.tasks}>{lines(value.tasks, true)}</TaskList>
                )}
              </Block>
              {attention && attention.total > 0 && (
                <Block title={deals.today.title} count={attention.total}>
                  <TodayDeals deals={attention.rows} {...{ total: attention.total, now, today }} />
                </Block>
              )}
              {value.done.length > 0 && (
                <Block title={words.done} count={value.done.length}>
                  <TaskList label={words.done}>{lines(value.done, true)}</TaskList>
                </Block>
              )}
            </Box>
            <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
              <Block title={words.calls} count={value.calls.length}>
                <TodayCalls calls={value.calls} />
              </Block>
              <Block title={words.changes}>
                <Changes changes={value.changes} today={today} />
              </Block>
            </Box>
          </Box>
        )
      )}
    </Page>
  );
}

interface BlockProps {
  readonly title: string;
  readonly count?: number;
  readonly danger?: boolean;
  readonly children: ReactNode;
}

function Block({ title, count = 0, danger = false, children }: BlockProps) {
  return (
    <section>
      <Typography
        variant="h3"
        component="h2"
        sx={{ mb: 0.75, color: danger ? 'error.main' : 'text.primary' }}
      >
        {title}{' '}
        {count > 0 && (
          <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400 }}>
            {count}
          </Box>
        )}
      </Typography>
      {children}
    </section>
  );
}

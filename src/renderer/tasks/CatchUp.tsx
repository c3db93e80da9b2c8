import AlarmIcon from '@mui/icons-material/NotificationsActiveOutlined';
import type { CallOutput } from '@shared/contract';
import { localDate, quickDates } from '@shared/lib/dates';
import type { TaskRow } from '@shared/tasks/contract';
import { useEffect, useState } from 'react';
import { ask } from '../ipc/client';
import { useLive } from '../ipc/use-live';
import { openOverlay } from '../services/overlays';
import { useAppStatus } from '../services/session';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { ButtonBase } from '../ui/ButtonBase';
import { nowIso, systemZone, useMinute } from '../ui/clock';
import { Menu, MenuItem } from '../ui/Menu';
import { Paper } from '../ui/Paper';
import { Typography } from '../ui/Typography';
import { dueText } from './due-text';
import { ResultField } from './ResultField';
import { useTaskActions } from './use-task-actions';

interface Props {
  readonly period: NonNullable<CallOutput<'tasks.catchUp'>>;
}

/** «Пока вас не было»: the reminders that passed while the program was closed or the computer slept. */
export function CatchUp({ period }: Props) {
  const { tasks } = useTexts();
  const { session } = useAppStatus();
  const missed = useLive('tasks.reminders', { ...period, assigneeId: session.userId });
  const rows = missed.fresh ? missed.value : undefined;
  const settled = rows?.length === 0;
  useEffect(() => {
    // Everything in it was done, moved or removed: there is nothing left to read.
    if (settled) void ask('tasks.dismissCatchUp', {});
  }, [settled]);
  if (!rows || rows.length === 0) return null;
  return (
    <Paper
      component="section"
      elevation={6}
      aria-label={tasks.catchUp.title}
      sx={{
        position: 'fixed',
        right: 20,
        bottom: 20,
        width: 420,
        maxHeight: '60vh',
        display: 'flex',
        flexDirection: 'column',
        zIndex: 1200,
        border: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, py: 1 }}>
        <AlarmIcon color="primary" />
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography variant="h3" component="h2">
            {tasks.catchUp.title}
          </Typography>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {tasks.catchUp.hint(rows.length)}
          </Typography>
        </Box>
        <Button onClick={() => void ask('tasks.dismissCatchUp', {})}>{tasks.catchUp.dismiss}</Button>
      </Box>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', overflowY: 'auto' }}>
        {rows.map((task) => (
          <Missed key={task.id} task={task} />
        ))}
      </Box>
    </Paper>
  );
}

function Missed({ task }: { readonly task: TaskRow }) {
  const texts = useTexts();
  const { tasks } = texts;
  const language = useLanguage();
  const actions = useTaskActions();
  const now = useMinute();
  const [completing, setCompleting] = useState(false);
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  const zone = systemZone();
  const offers = quickDates(nowIso(), zone).filter(
    ({ code }) => code === 'in-hour' || code === 'tomorrow-morning' || code === 'monday',
  );
  return (
    <Box component="li" sx={{ px: 2, py: 1, borderTop: 1, borderColor: 'divider' }}>
      <ButtonBase
        onClick={() => openOverlay({ kind: 'task', taskId: task.id })}
        sx={{ display: 'block', width: '100%', textAlign: 'left', borderRadius: 1 }}
        title={task.title}
      >
        <Box sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{task.title}</Box>
        <Box
          sx={{
            typography: 'body2',
            color: 'text.secondary',
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {[dueText(task, localDate(now, zone), zone, language, texts), task.clientName]
            .filter(Boolean)
            .join(' · ')}
        </Box>
      </ButtonBase>
      {completing ? (
        <Box sx={{ mt: 0.5 }}>
          <ResultField
            task={task}
            onDone={(result) => actions.complete(task, result)}
            onClose={() => setCompleting(false)}
          />
        </Box>
      ) : (
        <Box sx={{ display: 'flex', gap: 0.5, ml: -0.75 }}>
          <Button
            size="small"
            aria-label={`${tasks.form.complete}: ${task.title}`}
            onClick={() => setCompleting(true)}
          >
            {tasks.form.complete}
          </Button>
          <Button
            size="small"
            aria-label={`${tasks.catchUp.later}: ${task.title}`}
            aria-haspopup="menu"
            onClick={(event) => setMenu(event.currentTarget)}
          >
            {tasks.catchUp.later}
          </Button>
        </Box>
      )}
      {menu && (
        <Menu
          open
          anchorEl={menu}
          onClose={() => setMenu(null)}
          slotProps={{ list: { dense: true, 'aria-label': tasks.catchUp.later } }}
        >
          {offers.map((offer) => (
            <MenuItem
              key={offer.code}
              onClick={() => {
                setMenu(null);
                void actions.postpone(task, { dueDate: offer.dueDate, dueTime: offer.dueTime ?? '' });
              }}
            >
              {tasks.quick[offer.code]}
            </MenuItem>
          ))}
        </Menu>
      )}
    </Box>
  );
}

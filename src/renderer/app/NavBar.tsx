import ArticleIcon from '@mui/icons-material/ArticleOutlined';
import CallIcon from '@mui/icons-material/CallOutlined';
import BinIcon from '@mui/icons-material/DeleteOutlined';
import GroupIcon from '@mui/icons-material/GroupsOutlined';
import ImportIcon from '@mui/icons-material/MoveToInbox';
import SettingsIcon from '@mui/icons-material/SettingsOutlined';
import TaskIcon from '@mui/icons-material/TaskAltOutlined';
import TodayIcon from '@mui/icons-material/WbSunnyOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { localDate } from '@shared/lib/dates';
import type { Texts } from '@shared/texts';
import type { ReactNode } from 'react';
import { useLive } from '../ipc/use-live';
import { systemZone, useMinute } from '../ui/clock';
import { paths } from './navigation';
import { useAppStatus } from './session';
import { useTexts } from './texts';

interface Section {
  readonly key: keyof Texts['app']['nav'] & keyof typeof paths;
  readonly icon: ReactNode;
}

const sections: readonly Section[] = [
  { key: 'today', icon: <TodayIcon /> },
  { key: 'clients', icon: <GroupIcon /> },
  { key: 'calls', icon: <CallIcon /> },
  { key: 'tasks', icon: <TaskIcon /> },
  { key: 'documents', icon: <ArticleIcon /> },
  { key: 'import', icon: <ImportIcon /> },
  { key: 'bin', icon: <BinIcon /> },
  { key: 'settings', icon: <SettingsIcon /> },
];

/** The sections; the tasks that are overdue are counted on theirs. */
export function NavBar({ path }: { readonly path: string }) {
  const { app } = useTexts();
  const now = useMinute();
  const { session } = useAppStatus();
  const zone = systemZone();
  const counts = useLive('tasks.counts', { today: localDate(now, zone), zone, assigneeId: session.userId });
  const overdue = counts.value?.overdue ?? 0;
  return (
    <Box
      component="nav"
      aria-label={app.nav.label}
      sx={{
        width: 208,
        flexShrink: 0,
        display: 'flex',
        flexDirection: 'column',
        gap: 0.5,
        p: 1.5,
        borderRight: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
      }}
    >
      <Typography variant="h2" component="div" sx={{ px: 1.5, pt: 0.5, pb: 2, color: 'primary.main' }}>
        {app.name}
      </Typography>
      {sections.map(({ key, icon }, index) => {
        const href = paths[key] as string;
        const current = href === '/' ? path === '/' : path.startsWith(href);
        return (
          <ButtonBase
            key={key}
            component="a"
            href={`#${href}`}
            aria-label={app.nav[key]}
            aria-current={current ? 'page' : undefined}
            title={key === 'settings' ? 'Ctrl+,' : key === 'bin' ? app.nav.bin : `Ctrl+${index + 1}`}
            sx={{
              justifyContent: 'flex-start',
              gap: 1.5,
              px: 1.5,
              py: 1,
              borderRadius: 1,
              typography: 'body1',
              fontWeight: current ? 700 : 400,
              color: current ? 'primary.main' : 'text.primary',
              bgcolor: current ? 'action.selected' : undefined,
              '&:hover': { bgcolor: 'action.hover' },
              ...(key === 'bin' ? { mt: 'auto' } : {}),
            }}
          >
            {icon}
            <Box sx={{ flex: 1 }}>{app.nav[key]}</Box>
            {key === 'tasks' && overdue > 0 && <Count n={overdue} />}
          </ButtonBase>
        );
      })}
    </Box>
  );
}

/** A count drawn beside a section's name, not part of it: links are called by their names. */
function Count({ n }: { readonly n: number }) {
  return (
    <Box
      data-count={n > 99 ? '99+' : n}
      sx={{
        '&::after': {
          content: 'attr(data-count)',
          px: 0.75,
          py: 0.25,
          borderRadius: 5,
          typography: 'caption',
          fontWeight: 700,
          bgcolor: 'error.main',
          color: 'error.contrastText',
        },
      }}
    />
  );
}

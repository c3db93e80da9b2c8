import ArticleIcon from '@mui/icons-material/ArticleOutlined';
import CallIcon from '@mui/icons-material/CallOutlined';
import BinIcon from '@mui/icons-material/DeleteOutlined';
import GroupIcon from '@mui/icons-material/GroupsOutlined';
import DealIcon from '@mui/icons-material/HandshakeOutlined';
import ImportIcon from '@mui/icons-material/MoveToInbox';
import SettingsIcon from '@mui/icons-material/SettingsOutlined';
import TaskIcon from '@mui/icons-material/TaskAltOutlined';
import TodayIcon from '@mui/icons-material/WbSunnyOutlined';
import { localDate } from '@shared/lib/dates';
import type { Texts } from '@shared/texts';
import { type ReactNode, useRef } from 'react';
import { useLive } from '../ipc/use-live';
import { systemZone, useMinute } from '../ui/clock';
import { useRoving } from '../ui/use-roving';
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
  { key: 'deals', icon: <DealIcon /> },
  { key: 'calls', icon: <CallIcon /> },
  { key: 'tasks', icon: <TaskIcon /> },
  { key: 'documents', icon: <ArticleIcon /> },
  { key: 'import', icon: <ImportIcon /> },
  { key: 'bin', icon: <BinIcon /> },
  { key: 'settings', icon: <SettingsIcon /> },
];

/** The keys that have long led to the sections stay theirs: a new one takes a free one. */
const keyOf: Partial<Record<Section['key'], string>> = {
  today: 'Ctrl+1',
  clients: 'Ctrl+2',
  calls: 'Ctrl+3',
  tasks: 'Ctrl+4',
  documents: 'Ctrl+5',
  import: 'Ctrl+6',
  deals: 'Ctrl+7',
  settings: 'Ctrl+,',
};

/** The sections; the tasks that are overdue are counted on theirs. */
export function NavBar({ path }: { readonly path: string }) {
  const { app } = useTexts();
  const bar = useRef<HTMLElement>(null);
  useRoving(bar, 'column');
  const now = useMinute();
  const { session } = useAppStatus();
  const zone = systemZone();
  const counts = useLive('tasks.counts', { today: localDate(now, zone), zone, assigneeId: session.userId });
  const overdue = counts.value?.overdue ?? 0;
  return (
    <nav ref={bar} className="sections" aria-label={app.nav.label}>
      <div>{app.name}</div>
      {sections.map(({ key, icon }) => {
        const href = paths[key] as string;
        const current = href === '/' ? path === '/' : path.startsWith(href);
        return (
          <a
            key={key}
            href={`#${href}`}
            className={key === 'bin' ? 'at-end' : undefined}
            aria-label={app.nav[key]}
            aria-current={current ? 'page' : undefined}
            title={keyOf[key] ? `${app.nav[key]} (${keyOf[key]})` : app.nav[key]}
          >
            {icon}
            <span>{app.nav[key]}</span>
            {key === 'tasks' && overdue > 0 && <b data-count={overdue > 99 ? '99+' : overdue} />}
          </a>
        );
      })}
    </nav>
  );
}

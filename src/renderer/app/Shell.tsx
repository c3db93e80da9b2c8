import AddIcCallIcon from '@mui/icons-material/AddIcCall';
import AddTaskIcon from '@mui/icons-material/AddTask';
import PersonAddIcon from '@mui/icons-material/PersonAddAlt1';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { lazy, Suspense, useEffect } from 'react';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { ConflictCount } from '../conflicts/ConflictCount';
import { useStateOf } from '../ipc/use-live';
import { SearchField } from '../search/SearchField';
import { SyncIndicator } from '../sync/SyncIndicator';
import { DemoBanner } from './DemoBanner';
import { ErrorBoundary } from './ErrorBoundary';
import { NavBar } from './NavBar';
import { paths, usePath } from './navigation';
import { Overlays } from './Overlays';
import { openOverlay } from './overlays';
import {
  CallsScreen,
  CatchUp,
  ClientCardScreen,
  ClientsScreen,
  ConflictsScreen,
  DocumentsScreen,
  ImportScreen,
  prefetchScreens,
  RecycleBinScreen,
  SettingsScreen,
  TasksScreen,
  TodayScreen,
} from './screens';
import { useTexts } from './texts';
import { useIntents } from './use-intents';

const TroubleBanner = lazy(() =>
  import('../trouble/TroubleBanner').then((m) => ({ default: m.TroubleBanner })),
);

/** The frame of the work: sections at the left, search and the frequent deeds on top, the screen below. */
export function Shell() {
  const path = usePath();
  const trouble = useStateOf('trouble.now');
  useIntents();
  useEffect(prefetchScreens, []);
  return (
    <Router hook={useHashLocation}>
      <Box sx={{ display: 'flex', height: '100%' }}>
        <NavBar path={path} />
        <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
          <TopBar />
          <DemoBanner />
          {trouble && (
            <Suspense fallback={null}>
              <TroubleBanner trouble={trouble} />
            </Suspense>
          )}
          <Box component="main" sx={{ flex: 1, minHeight: 0 }}>
            <ErrorBoundary resetKey={path}>
              <Suspense fallback={null}>
                <Switch>
                  <Route path={paths.today} component={TodayScreen} />
                  <Route path={paths.clients} component={ClientsScreen} />
                  <Route path="/clients/:id">
                    {({ id }) => <ClientCardScreen key={id} id={decodeURIComponent(id)} />}
                  </Route>
                  <Route path={paths.calls} component={CallsScreen} />
                  <Route path={paths.tasks} component={TasksScreen} />
                  <Route path={paths.documents} component={DocumentsScreen} />
                  <Route path={paths.conflicts} component={ConflictsScreen} />
                  <Route path={paths.bin} component={RecycleBinScreen} />
                  <Route path={paths.import} component={ImportScreen} />
                  <Route path="/settings/:section?">
                    {({ section }) => <SettingsScreen {...(section ? { section } : {})} />}
                  </Route>
                  <Route component={TodayScreen} />
                </Switch>
              </Suspense>
            </ErrorBoundary>
          </Box>
        </Box>
      </Box>
      <Overlays />
      <Missed />
    </Router>
  );
}

/** What passed while nobody was here; its form is loaded when there is something. */
function Missed() {
  const period = useStateOf('tasks.catchUp');
  return <Suspense fallback={null}>{period && <CatchUp period={period} />}</Suspense>;
}

function TopBar() {
  const { app } = useTexts();
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        px: 3,
        py: 1,
        borderBottom: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
      }}
    >
      <Box sx={{ flex: '1 1 260px', maxWidth: 520, minWidth: 200, mr: 'auto' }} data-search-field>
        <SearchField />
      </Box>
      <Button
        startIcon={<AddIcCallIcon />}
        variant="contained"
        title={`${app.actions.logCall} (Ctrl+L)`}
        aria-label={app.actions.logCall}
        sx={{ flexShrink: 0 }}
        onClick={() => openOverlay({ kind: 'call' })}
      >
        {app.actions.logCall}
      </Button>
      <Button
        startIcon={<AddTaskIcon />}
        title={`${app.actions.newTask} (Ctrl+T)`}
        aria-label={app.actions.newTask}
        sx={{ flexShrink: 0 }}
        onClick={() => openOverlay({ kind: 'task' })}
      >
        {app.actions.newTask}
      </Button>
      <Button
        startIcon={<PersonAddIcon />}
        title={`${app.actions.newClient} (Ctrl+N)`}
        aria-label={app.actions.newClient}
        sx={{ flexShrink: 0 }}
        onClick={() => openOverlay({ kind: 'client' })}
      >
        {app.actions.newClient}
      </Button>
      <ConflictCount />
      <SyncIndicator />
    </Box>
  );
}

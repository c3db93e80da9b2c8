import AddIcCallIcon from '@mui/icons-material/AddIcCall';
import AddTaskIcon from '@mui/icons-material/AddTask';
import PersonAddIcon from '@mui/icons-material/PersonAddAlt1';
import { lazy, Suspense, useEffect } from 'react';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { ConflictCount } from '../conflicts/ConflictCount';
import { useStateOf } from '../ipc/use-live';
import { SearchField } from '../search/SearchField';
import { SyncIndicator } from '../sync/SyncIndicator';
import { PlainButton } from '../ui/PlainButton';
import { Toolbar } from '../ui/Toolbar';
import './frame.css';
import { DemoBanner } from './DemoBanner';
import { ErrorBoundary } from './ErrorBoundary';
import { NavBar } from './NavBar';
import { paths, usePath } from './navigation';
import { Overlays } from './Overlays';
import { openOverlay } from './overlays';
import {
  AuditScreen,
  CallsScreen,
  CatchUp,
  ClientCardScreen,
  ClientsScreen,
  ConflictsScreen,
  DealScreen,
  DealsScreen,
  DocumentsScreen,
  ImportScreen,
  prefetchScreens,
  RecycleBinScreen,
  SettingsScreen,
  TasksScreen,
  TodayScreen,
} from './screens';
import { useTexts } from './texts';
import { useFocusKept } from './use-focus-kept';
import { useIntents } from './use-intents';
import { focusContent, useFocusOnArrival, useWayBack } from './way-back';

const StorageHealthBanner = lazy(() =>
  import('../storage-health/TroubleBanner').then((m) => ({ default: m.StorageHealthBanner })),
);

const MissingEditsBanner = lazy(() =>
  import('../storage-health/MissingEditsBanner').then((m) => ({ default: m.MissingEditsBanner })),
);
const BackupWarning = lazy(() =>
  import('../backups/BackupWarning').then((m) => ({ default: m.BackupWarning })),
);

/** The frame of the work: sections at the left, search and the frequent deeds on top, the screen below. */
export function Shell() {
  const { app } = useTexts();
  const path = usePath();
  const storageHealth = useStateOf('storageHealth.now');
  const missing = useStateOf('storageHealth.missing');
  const copyFailure = useStateOf('backups.state')?.failure;
  useIntents();
  useWayBack();
  useFocusOnArrival(path);
  useFocusKept();
  useEffect(prefetchScreens, []);
  return (
    <Router hook={useHashLocation}>
      <div className="frame">
        <button type="button" className="skip button look-main" onClick={focusContent}>
          {app.skip}
        </button>
        <NavBar path={path} />
        <div className="frame-rest">
          <TopBar />
          <DemoBanner />
          {storageHealth && (
            <Suspense fallback={null}>
              <StorageHealthBanner storageHealth={storageHealth} />
            </Suspense>
          )}
          {missing && (
            <Suspense fallback={null}>
              <MissingEditsBanner missing={missing} />
            </Suspense>
          )}
          {copyFailure && (
            <Suspense fallback={null}>
              <BackupWarning failure={copyFailure} />
            </Suspense>
          )}
          <main tabIndex={-1}>
            <ErrorBoundary resetKey={path}>
              <Suspense fallback={null}>
                <Switch>
                  <Route path={paths.today} component={TodayScreen} />
                  <Route path={paths.clients} component={ClientsScreen} />
                  <Route path="/clients/:id">
                    {({ id }) => <ClientCardScreen key={id} id={decodeURIComponent(id)} />}
                  </Route>
                  <Route path={paths.deals} component={DealsScreen} />
                  <Route path="/deals/:id">
                    {({ id }) => <DealScreen key={id} id={decodeURIComponent(id)} />}
                  </Route>
                  <Route path={paths.calls} component={CallsScreen} />
                  <Route path={paths.tasks} component={TasksScreen} />
                  <Route path={paths.documents} component={DocumentsScreen} />
                  <Route path={paths.conflicts} component={ConflictsScreen} />
                  <Route path={paths.bin} component={RecycleBinScreen} />
                  <Route path={paths.import} component={ImportScreen} />
                  <Route path={paths.audit} component={AuditScreen} />
                  <Route path="/settings/:section?">
                    {({ section }) => <SettingsScreen {...(section ? { section } : {})} />}
                  </Route>
                  <Route component={TodayScreen} />
                </Switch>
              </Suspense>
            </ErrorBoundary>
          </main>
        </div>
      </div>
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
    <header className="top-bar">
      <div data-search-field>
        <SearchField />
      </div>
      <Toolbar label={app.actions.label} className="top-bar-deeds">
        <PlainButton
          look="main"
          icon={<AddIcCallIcon />}
          title={`${app.actions.logCall} (Ctrl+L)`}
          aria-label={app.actions.logCall}
          onClick={() => openOverlay({ kind: 'call' })}
        >
          {app.actions.logCall}
        </PlainButton>
        <PlainButton
          icon={<AddTaskIcon />}
          title={`${app.actions.newTask} (Ctrl+T)`}
          aria-label={app.actions.newTask}
          onClick={() => openOverlay({ kind: 'task' })}
        >
          {app.actions.newTask}
        </PlainButton>
        <PlainButton
          icon={<PersonAddIcon />}
          title={`${app.actions.newClient} (Ctrl+N)`}
          aria-label={app.actions.newClient}
          onClick={() => openOverlay({ kind: 'client' })}
        >
          {app.actions.newClient}
        </PlainButton>
        <ConflictCount />
        <SyncIndicator />
      </Toolbar>
    </header>
  );
}

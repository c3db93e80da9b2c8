import { Suspense, useEffect } from 'react';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { SearchField } from '../search/SearchField';
import { useActionKeys } from '../services/actions';
import { features, routes } from '../services/feature';
import { usePath } from '../services/navigation';
import { focusContent, useFocusOnArrival, useWayBack } from '../services/way-back';
import './frame.css';
import { useTexts } from '../services/texts';
import { ErrorBoundary } from './ErrorBoundary';
import { NavBar } from './NavBar';
import { Overlays } from './Overlays';
import { prefetchScreens } from './screens';
import { TopBar } from './TopBar';
import { useFocusKept } from './use-focus-kept';
import { useIntents } from './use-intents';

/** The frame of the work: sections at the left, search and the frequent actions on top, the screen below. */
export function Shell() {
  const { app } = useTexts();
  const path = usePath();
  useIntents();
  useActionKeys();
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
          <TopBar>
            <SearchField />
          </TopBar>
          <All of="banners" />
          <main tabIndex={-1}>
            <ErrorBoundary resetKey={path}>
              <Suspense fallback={null}>
                <Screen />
              </Suspense>
            </ErrorBoundary>
          </main>
        </div>
      </div>
      <Overlays />
      <All of="beside" />
    </Router>
  );
}

/** The screen of the address; one that leads nowhere shows the first. */
function Screen() {
  const all = routes();
  return (
    <Switch>
      {all.map(({ path, screen }) => (
        <Route key={path} path={path}>
          {(params: Readonly<Record<string, string | undefined>>) => screen(decoded(params))}
        </Route>
      ))}
      <Route>{() => all[0]?.screen({})}</Route>
    </Switch>
  );
}

const decoded = (params: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, value && decodeURIComponent(value)]),
  );

/** What every feature gives to a place of the frame. */
function All({ of }: { readonly of: 'banners' | 'beside' }) {
  return features().flatMap(({ name, [of]: parts = [] }) =>
    parts.map((Part, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a feature's parts never change their places
      <Suspense key={`${name} ${place}`} fallback={null}>
        <Part />
      </Suspense>
    )),
  );
}

import { lazy } from 'react';

const loadToday = () => import('../today/TodayScreen').then((m) => ({ default: m.TodayScreen }));
const loadClients = () => import('../clients/ClientsScreen').then((m) => ({ default: m.ClientsScreen }));

/** Begins to load the screen an address opens with, before the frame asks for it. */
export function loadScreen(hash: string): void {
  if (hash === '#/clients') void loadClients();
  else if (hash === '' || hash === '#/') void loadToday();
}

/** The screens, each loaded when first shown so that the first one is quick. */
export const TodayScreen = lazy(loadToday);
export const ClientsScreen = lazy(loadClients);
export const ClientCardScreen = lazy(() =>
  import('../clients/ClientCardScreen').then((m) => ({ default: m.ClientCardScreen })),
);
export const CallsScreen = lazy(() =>
  import('../calls/CallsScreen').then((m) => ({ default: m.CallsScreen })),
);
export const TasksScreen = lazy(() =>
  import('../tasks/TasksScreen').then((m) => ({ default: m.TasksScreen })),
);
export const DocumentsScreen = lazy(() =>
  import('../documents/DocumentsScreen').then((m) => ({ default: m.DocumentsScreen })),
);
export const ImportScreen = lazy(() =>
  import('../import/ImportScreen').then((m) => ({ default: m.ImportScreen })),
);
export const SettingsScreen = lazy(() =>
  import('../settings/SettingsScreen').then((m) => ({ default: m.SettingsScreen })),
);
export const ConflictsScreen = lazy(() =>
  import('../conflicts/ConflictsScreen').then((m) => ({ default: m.ConflictsScreen })),
);
export const CallForm = lazy(() => import('../calls/CallForm').then((m) => ({ default: m.CallForm })));
export const TaskForm = lazy(() => import('../tasks/TaskForm').then((m) => ({ default: m.TaskForm })));
export const NewClientForm = lazy(() =>
  import('../clients/NewClientForm').then((m) => ({ default: m.NewClientForm })),
);
export const DocumentForm = lazy(() =>
  import('../documents/DocumentForm').then((m) => ({ default: m.DocumentForm })),
);
export const OrganizationDialog = lazy(() =>
  import('../organizations/OrganizationDialog').then((m) => ({ default: m.OrganizationDialog })),
);
export const ShortcutsDialog = lazy(() =>
  import('./ShortcutsDialog').then((m) => ({ default: m.ShortcutsDialog })),
);
export const AboutDialog = lazy(() => import('./AboutDialog').then((m) => ({ default: m.AboutDialog })));

/** The first screen has the processor to itself for so long, in milliseconds. */
const firstScreenMs = 2500;

/** Fetches the screens a person is likely to open next, once the first one stands. */
export function prefetchScreens(): void {
  setTimeout(
    () =>
      requestIdleCallback(() => {
        void import('../clients/ClientsScreen');
        void import('../clients/ClientCardScreen');
        void import('../calls/CallForm');
        void import('../tasks/TaskForm');
        void import('../today/TodayScreen');
      }),
    firstScreenMs,
  );
}

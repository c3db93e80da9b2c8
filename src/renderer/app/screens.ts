import { lazyWithPrefetch } from './lazy-with-prefetch';

export { ClientsScreen } from '../clients/ClientsScreen';

export const TodayScreen = lazyWithPrefetch(() => import('../today/TodayScreen').then((m) => m.TodayScreen));
export const ClientCardScreen = lazyWithPrefetch(() =>
  import('../clients/ClientCardScreen').then((m) => m.ClientCardScreen),
);
export const CallsScreen = lazyWithPrefetch(() => import('../calls/CallsScreen').then((m) => m.CallsScreen));
export const TasksScreen = lazyWithPrefetch(() => import('../tasks/TasksScreen').then((m) => m.TasksScreen));
export const DealsScreen = lazyWithPrefetch(() => import('../deals/DealsScreen').then((m) => m.DealsScreen));
export const DealScreen = lazyWithPrefetch(() => import('../deals/DealScreen').then((m) => m.DealScreen));
export const NewDealForm = lazyWithPrefetch(() => import('../deals/NewDealForm').then((m) => m.NewDealForm));
export const PlanStep = lazyWithPrefetch(() => import('../deals/PlanStep').then((m) => m.PlanStep));
export const DocumentsScreen = lazyWithPrefetch(() =>
  import('../documents/DocumentsScreen').then((m) => m.DocumentsScreen),
);
export const ImportScreen = lazyWithPrefetch(() =>
  import('../import/ImportScreen').then((m) => m.ImportScreen),
);
export const RecycleBinScreen = lazyWithPrefetch(() =>
  import('../recycle-bin/RecycleBinScreen').then((m) => m.RecycleBinScreen),
);
export const HistoryDialog = lazyWithPrefetch(() =>
  import('../history/HistoryDialog').then((m) => m.HistoryDialog),
);
export const AuditScreen = lazyWithPrefetch(() => import('../audit/AuditScreen').then((m) => m.AuditScreen));
export const SettingsScreen = lazyWithPrefetch(() =>
  import('../settings/SettingsScreen').then((m) => m.SettingsScreen),
);
export const ConflictsScreen = lazyWithPrefetch(() =>
  import('../conflicts/ConflictsScreen').then((m) => m.ConflictsScreen),
);
export const CatchUp = lazyWithPrefetch(() => import('../tasks/CatchUp').then((m) => m.CatchUp));
export const LockScreen = lazyWithPrefetch(() => import('../security/LockScreen').then((m) => m.LockScreen));
export const CallForm = lazyWithPrefetch(() => import('../calls/CallForm').then((m) => m.CallForm));
export const TaskForm = lazyWithPrefetch(() => import('../tasks/TaskForm').then((m) => m.TaskForm));
export const NewClientForm = lazyWithPrefetch(() =>
  import('../clients/NewClientForm').then((m) => m.NewClientForm),
);
export const DocumentForm = lazyWithPrefetch(() =>
  import('../documents/DocumentForm').then((m) => m.DocumentForm),
);
export const OrganizationDialog = lazyWithPrefetch(() =>
  import('../organizations/OrganizationDialog').then((m) => m.OrganizationDialog),
);
export const Welcome = lazyWithPrefetch(() => import('./Welcome').then((m) => m.Welcome));
export const Broken = lazyWithPrefetch(() => import('./Broken').then((m) => m.Broken));
export const ShortcutsDialog = lazyWithPrefetch(() =>
  import('./ShortcutsDialog').then((m) => m.ShortcutsDialog),
);
export const SyncWindow = lazyWithPrefetch(() => import('../sync/SyncWindow').then((m) => m.SyncWindow));
export const AboutDialog = lazyWithPrefetch(() => import('./AboutDialog').then((m) => m.AboutDialog));

/** Loads the screen an address opens with, so that it is drawn with the frame. */
export async function loadScreen(hash: string): Promise<void> {
  if (hash === '' || hash === '#/') await TodayScreen.fetch();
}

/** The first screen has the processor to itself for so long, in milliseconds. */
const firstScreenMs = 2500;

/** Fetches what a person is likely to open next, once the first screen stands. */
export function prefetchScreens(): void {
  const likely = [ClientCardScreen, CallForm, TaskForm, TodayScreen, TasksScreen, CallsScreen];
  setTimeout(
    () =>
      requestIdleCallback(() => {
        for (const screen of likely) void screen.fetch();
      }),
    firstScreenMs,
  );
}

import { later } from './later';

export { ClientsScreen } from '../clients/ClientsScreen';

export const TodayScreen = later(() => import('../today/TodayScreen').then((m) => m.TodayScreen));
export const ClientCardScreen = later(() =>
  import('../clients/ClientCardScreen').then((m) => m.ClientCardScreen),
);
export const CallsScreen = later(() => import('../calls/CallsScreen').then((m) => m.CallsScreen));
export const TasksScreen = later(() => import('../tasks/TasksScreen').then((m) => m.TasksScreen));
export const DealsScreen = later(() => import('../deals/DealsScreen').then((m) => m.DealsScreen));
export const DealScreen = later(() => import('../deals/DealScreen').then((m) => m.DealScreen));
export const NewDealForm = later(() => import('../deals/NewDealForm').then((m) => m.NewDealForm));
export const PlanStep = later(() => import('../deals/PlanStep').then((m) => m.PlanStep));
export const DocumentsScreen = later(() =>
  import('../documents/DocumentsScreen').then((m) => m.DocumentsScreen),
);
export const ImportScreen = later(() => import('../import/ImportScreen').then((m) => m.ImportScreen));
export const RecycleBinScreen = later(() =>
  import('../recycle-bin/RecycleBinScreen').then((m) => m.RecycleBinScreen),
);
export const HistoryDialog = later(() => import('../history/HistoryDialog').then((m) => m.HistoryDialog));
export const AuditScreen = later(() => import('../audit/AuditScreen').then((m) => m.AuditScreen));
export const SettingsScreen = later(() => import('../settings/SettingsScreen').then((m) => m.SettingsScreen));
export const ConflictsScreen = later(() =>
  import('../conflicts/ConflictsScreen').then((m) => m.ConflictsScreen),
);
export const CatchUp = later(() => import('../tasks/CatchUp').then((m) => m.CatchUp));
export const LockScreen = later(() => import('../security/LockScreen').then((m) => m.LockScreen));
export const CallForm = later(() => import('../calls/CallForm').then((m) => m.CallForm));
export const TaskForm = later(() => import('../tasks/TaskForm').then((m) => m.TaskForm));
export const NewClientForm = later(() => import('../clients/NewClientForm').then((m) => m.NewClientForm));
export const DocumentForm = later(() => import('../documents/DocumentForm').then((m) => m.DocumentForm));
export const OrganizationDialog = later(() =>
  import('../organizations/OrganizationDialog').then((m) => m.OrganizationDialog),
);
export const Welcome = later(() => import('./Welcome').then((m) => m.Welcome));
export const Broken = later(() => import('./Broken').then((m) => m.Broken));
export const ShortcutsDialog = later(() => import('./ShortcutsDialog').then((m) => m.ShortcutsDialog));
export const SyncWindow = later(() => import('../sync/SyncWindow').then((m) => m.SyncWindow));
export const AboutDialog = later(() => import('./AboutDialog').then((m) => m.AboutDialog));

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

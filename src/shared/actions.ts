import { appActions } from './app/actions';
import { auditActions } from './audit/actions';
import { callActions } from './calls/actions';
import { clientActions } from './clients/actions';
import { conflictActions } from './conflicts/actions';
import { dealActions } from './deals/actions';
import { documentActions } from './documents/actions';
import { importActions } from './import/actions';
import type { Action } from './lib/action';
import { listActions } from './lists/actions';
import { noteActions } from './notes/actions';
import { recycleBinActions } from './recycle-bin/actions';
import { searchActions } from './search/actions';
import { securityActions } from './security/actions';
import { settingsActions } from './settings/actions';
import { syncActions } from './sync/actions';
import { taskActions } from './tasks/actions';
import { todayActions } from './today/actions';

/** Every action there is, in the order of the menus, the list of shortcuts and the palette. The only list of them. */
const actions = {
  ...searchActions,
  ...clientActions,
  ...dealActions,
  ...callActions,
  ...taskActions,
  ...todayActions,
  ...documentActions,
  ...listActions,
  ...noteActions,
  ...importActions,
  ...recycleBinActions,
  ...conflictActions,
  ...auditActions,
  ...settingsActions,
  ...syncActions,
  ...securityActions,
  ...appActions,
} as const;

type Actions = typeof actions;
export type ActionId = keyof Actions;

/** The actions that a page does itself, by its features and screens. */
export type PageAction = {
  [A in ActionId]: Actions[A] extends { readonly role: string } | { readonly byControl: true } ? never : A;
}[ActionId];

/** The page's actions that can be done on any screen: a feature's manifest says how. */
export type GlobalAction = {
  [A in PageAction]: Actions[A] extends { readonly place: 'anywhere' } ? A : never;
}[PageAction];

export const actionOf = (id: ActionId): Action => actions[id];

export const actionIds = Object.keys(actions) as readonly ActionId[];

/** Whether a page does an action itself: not Electron, nor the control that has the focus. */
export const isPageAction = (id: ActionId): id is PageAction => {
  const { role, byControl } = actionOf(id);
  return role === undefined && byControl === undefined;
};

export const isActionId = (text: string): text is ActionId => Object.hasOwn(actions, text);

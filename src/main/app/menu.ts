import { type ActionId, actionIds, actionOf, isPageAction, type PageAction } from '@shared/actions';
import { type MenuName, menuNames } from '@shared/lib/action';
import { acceleratorOf } from '@shared/lib/chord';
import type { Language } from '@shared/settings/contract';
import { texts } from '@shared/texts';
import { Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  /** Has the page do an action. */
  readonly intent: (intent: PageAction) => void;
  /** What main does itself, so that it can be done while no page can. */
  readonly own: { readonly [A in PageAction]?: () => void };
}

/** The application menu: every action that has a place in it, with its key, in the language set. */
export function buildMenu(language: Language, actions: MenuActions): Menu {
  return Menu.buildFromTemplate(menuTemplate(language, actions));
}

/** The menu's items, as Electron wants them told. */
export function menuTemplate(language: Language, actions: MenuActions): MenuItemConstructorOptions[] {
  const words = texts[language].actions;
  return menuNames.map((menu) => ({
    label: words.menus[menu],
    submenu: groupsOf(menu).flatMap((ids, place) => [
      ...(place === 0 ? [] : [{ type: 'separator' } as const]),
      ...ids.map((id) => item(id, words.words[id], actions)),
    ]),
  }));
}

/** The actions of a menu by their groups, between which a line stands. */
function groupsOf(menu: MenuName): ActionId[][] {
  const groups = new Map<number, ActionId[]>();
  for (const id of actionIds) {
    const [name, group] = actionOf(id).menu ?? [];
    if (name === menu && group !== undefined) groups.set(group, [...(groups.get(group) ?? []), id]);
  }
  return [...groups].sort(([one], [other]) => one - other).map(([, ids]) => ids);
}

function item(id: ActionId, label: string, { intent, own }: MenuActions): MenuItemConstructorOptions {
  const { role, keys } = actionOf(id);
  const accelerator = keys?.[0] === undefined ? {} : { accelerator: acceleratorOf(keys[0]) };
  if (!isPageAction(id)) return { label, ...(role ? { role } : {}), ...accelerator };
  return { label, click: own[id] ?? (() => intent(id)), ...accelerator };
}

import { type ActionId, isActionId } from '@shared/actions';

const key = 'palette.recent';
/** So many are kept, of which the palette shows those that can be done. */
const most = 6;

/** The actions chosen last in the palette of this device, the newest first. */
export function recentActions(): readonly ActionId[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept)
      ? kept.filter((one): one is ActionId => typeof one === 'string' && isActionId(one)).slice(0, most)
      : [];
  } catch {
    return [];
  }
}

export function rememberAction(id: ActionId): void {
  const next = [id, ...recentActions().filter((one) => one !== id)].slice(0, most);
  localStorage.setItem(key, JSON.stringify(next));
}

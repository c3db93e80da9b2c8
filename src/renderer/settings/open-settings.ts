import { goTo } from '../services/navigation';

/** Goes to a section of the settings: `copies`, `sync`. */
export const openSettings = (section = ''): void =>
  goTo(section === '' ? '/settings' : `/settings/${section}`);

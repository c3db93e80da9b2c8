import { goTo } from '../services/navigation';
import type { SectionKey } from './sections';

/** Goes to the settings, or to one of their sections. */
export const openSettings = (section?: SectionKey): void =>
  goTo(section === undefined ? '/settings' : `/settings/${section}`);

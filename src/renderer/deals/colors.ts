import type { StageColor } from '@shared/funnels/schema';

/** The mark of a stage: the same in both themes, never the ground of a text. */
export const stageColors: Readonly<Record<StageColor, string>> = {
  grey: '#8a929b',
  blue: '#3f7ae0',
  teal: '#1c9aa0',
  green: '#2f9e5b',
  lime: '#8bab2b',
  amber: '#d9a514',
  orange: '#dd7a25',
  red: '#d0433a',
  violet: '#8a63d2',
};

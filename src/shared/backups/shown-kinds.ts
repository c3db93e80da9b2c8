import { kindsWith } from '../kinds';

/** The kinds of record that mean something to a person, in the order in which they are counted before them. */
export const shownKinds = kindsWith('counted');

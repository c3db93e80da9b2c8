import type { KindsWords } from '../kinds-words';
import * as each from './kinds/index';

/** What each kind of records is called, one and many, how its news are told, and its fields. */
export const kinds: KindsWords = each;

import type { Language } from '../settings/contract';
import * as en from './en';
import * as ru from './ru';

/** All sentences of one language; English must have every one that Russian has. */
export type Texts = typeof ru;

export const texts: Readonly<Record<Language, Texts>> = { ru, en };

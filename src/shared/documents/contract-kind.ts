import type { ClientKind } from '../clients/schema';
import type { DocumentContent } from './schema';
import type { ContractKind } from './snapshot';

/**
 * What a contract is by law: goods sold to a person for himself are a купля-продажа with a consumer, never a поставка, which
 * only serves business (ГК 506).
 */
export function contractKindOf(chosen: DocumentContent['contractKind'], customer: ClientKind): ContractKind {
  return chosen === 'supply' && customer === 'person' ? 'sale' : chosen;
}

/** A contract whose lots are agreed later must be called so, else goods are not named and it is not concluded (ГК 429.1, 455). */
export const isFramework = (subject: string): boolean => /рамочн/iu.test(subject);

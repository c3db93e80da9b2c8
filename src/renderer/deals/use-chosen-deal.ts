import { useState } from 'react';

/**
 * The deal a form is about. A choice holds for the client it was made for: with another one nobody has chosen yet.
 * @param first the deal the form was opened for
 * @returns the deal, '' for none, undefined while nobody has chosen; and its setter
 */
export function useChosenDeal(
  clientId: string,
  first: string | undefined,
): [string | undefined, (dealId: string) => void] {
  const [chosen, setChosen] = useState(first === undefined ? undefined : { clientId, dealId: first });
  const dealId = chosen?.clientId === clientId ? chosen.dealId : undefined;
  return [dealId, (next) => setChosen({ clientId, dealId: next })];
}

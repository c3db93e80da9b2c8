import { normalizeDigits } from '@shared/domain/requisites/requisites';
import { addDays, formatShortDate, localDate } from '@shared/lib/dates';
import { type Bank, oldDirectoryDays } from '@shared/organizations/contract';
import { useEffect, useRef, useState } from 'react';
import { useLive } from '../ipc/use-live';
import { useLanguage, useTexts } from '../services/texts';
import { nowIso, systemZone } from '../ui/clock';

/**
 * Looks a БИК up as it is typed. What another БИК stood for goes with it: the bank of a new one is filled in, and of
 * one the directory does not have nothing of the former bank stays. Opening a form changes nothing.
 * @param settled whether the bank's name is filled in for the БИК there is at first
 * @param fill told the bank of the БИК just typed, null for an unknown one
 * @returns what is to be said beside the БИК, '' for nothing; the directory's date only beside a bank just filled in
 */
export function useBank(typed: string, settled: boolean, fill: (bank: Bank | null) => void): string {
  const words = useTexts().documents.organization;
  const language = useLanguage();
  const bik = normalizeDigits(typed);
  const isWhole = /^\d{9}$/.test(bik);
  const found = useLive('organizations.bank', isWhole ? { bik } : null);
  const answer = isWhole && found.fresh && found.value?.bik === bik ? found.value : undefined;
  const filledFor = useRef(settled ? bik : '');
  const [justFilled, setJustFilled] = useState('');
  const latest = useRef(fill);
  latest.current = fill;
  useEffect(() => {
    if (!answer || filledFor.current === answer.bik) return;
    filledFor.current = answer.bik;
    setJustFilled(answer.bik);
    latest.current(answer.bank);
  }, [answer]);

  if (!answer || answer.asOf === '') return '';
  const asOf = formatShortDate(answer.asOf, language);
  if (!answer.bank) return words.bankUnknown(asOf);
  if (answer.bank.revoked) return words.bankRevoked(asOf);
  if (justFilled !== bik) return '';
  const today = localDate(nowIso(), systemZone());
  return addDays(answer.asOf, oldDirectoryDays) < today ? words.bankOld(asOf) : words.bankAsOf(asOf);
}

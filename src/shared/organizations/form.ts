import { emptySignatory, type Signatory } from '../clients/schema';
import { formatPhone, parsePhones } from '../domain/phones/phones';
import { legalForms, splitLegalForm } from '../domain/requisites/legal-forms';
import type { Patch } from '../lib/schema';
import type { Organization } from './schema';

/** «Моя организация» as its form shows it: one bank account, one address, one phone, all as text. */
export interface OrganizationTexts {
  readonly kind: Organization['kind'];
  readonly legalForm: string;
  readonly name: string;
  readonly fullName: string;
  readonly inn: string;
  readonly kpp: string;
  readonly ogrn: string;
  readonly bik: string;
  readonly bankName: string;
  readonly corrAccount: string;
  readonly account: string;
  readonly postalCode: string;
  readonly address: string;
  readonly city: string;
  readonly phone: string;
  readonly email: string;
  readonly signatory: Signatory;
  readonly accountant: string;
  readonly taxSystem: Organization['taxSystem'];
  readonly vatRate: string;
  readonly invoiceDays: string;
}

/** The form of what is known; an empty one when nothing is. */
export function organizationTexts(known: Organization | null): OrganizationTexts {
  const account = known?.bankAccounts[0];
  const address = known?.addresses.find(({ kind }) => kind === 'legal') ?? known?.addresses[0];
  const phone = known?.phones[0];
  return {
    kind: known?.kind ?? 'company',
    legalForm: known?.legalForm ?? 'ООО',
    name: known?.name ?? '',
    fullName: known?.fullName ?? '',
    inn: known?.inn ?? '',
    kpp: known?.kpp ?? '',
    ogrn: known?.ogrn ?? '',
    bik: account?.bik ?? '',
    bankName: account?.bankName ?? '',
    corrAccount: account?.corrAccount ?? '',
    account: account?.account ?? '',
    postalCode: address?.postalCode ?? '',
    address: address?.text ?? '',
    city: known?.city ?? '',
    phone: phone ? formatPhone(phone) : '',
    email: known?.emails[0]?.value ?? '',
    signatory: known?.signatory ?? { ...emptySignatory },
    accountant: known?.accountant ?? '',
    taxSystem: known?.taxSystem ?? 'general',
    vatRate: known?.vatRate ?? '',
    invoiceDays: String(known?.invoiceDays ?? 5),
  };
}

/** «ООО «Ромашка»» typed into the name: the form goes where it belongs. */
export function withSplitName(texts: OrganizationTexts): OrganizationTexts {
  const { form, rest } = splitLegalForm(texts.name);
  const known = legalForms.find(({ code }) => code === form);
  if (!known) return texts;
  return { ...texts, legalForm: known.code, kind: known.kind, name: rest };
}

/** Days an invoice is valid, or null for what is no number from 0 to 365. */
export function invoiceDaysOf(text: string): number | null {
  const days = /^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return days <= 365 ? days : null;
}

/** The first of a list replaced or made; an emptied one is taken away; the others stay as they are. */
function withFirst<T>(list: readonly T[], first: T | null): T[] {
  return first === null ? list.slice(1) : [first, ...list.slice(1)];
}

/**
 * What is written of the form. Further phones, accounts and addresses, which the form does not show, are kept.
 * @param known the record as it is, or null
 */
export function organizationPatch(texts: OrganizationTexts, known: Organization | null): Patch<Organization> {
  const { bik, bankName, corrAccount, account, postalCode, address, city, phone, email } = texts;
  const any = (...values: string[]) => values.some((value) => value.trim() !== '');
  const oldAddress = known?.addresses.find(({ kind }) => kind === 'legal') ?? known?.addresses[0];
  const otherAddresses = known?.addresses.filter((one) => one !== oldAddress) ?? [];
  const [parsed] = parsePhones(phone);
  const samePhone = known?.phones[0] && formatPhone(known.phones[0]) === phone;
  return {
    kind: texts.kind,
    legalForm: texts.kind === 'entrepreneur' ? 'ИП' : texts.kind === 'person' ? '' : texts.legalForm.trim(),
    name: texts.name.trim(),
    fullName: texts.fullName.trim(),
    inn: texts.inn.trim(),
    kpp: texts.kind === 'company' ? texts.kpp.trim() : '',
    ogrn: texts.ogrn.trim(),
    bankAccounts: withFirst(
      known?.bankAccounts ?? [],
      any(bik, bankName, corrAccount, account)
        ? {
            id: known?.bankAccounts[0]?.id ?? 'main',
            bik: bik.trim(),
            bankName: bankName.trim(),
            corrAccount: corrAccount.trim(),
            account: account.trim(),
          }
        : null,
    ),
    addresses: any(address, postalCode)
      ? [
          {
            id: oldAddress?.id ?? 'main',
            kind: oldAddress?.kind ?? 'legal',
            text: address.trim(),
            city: oldAddress?.city ?? '',
            region: oldAddress?.region ?? '',
            postalCode: postalCode.trim(),
          },
          ...otherAddresses,
        ]
      : otherAddresses,
    phones: samePhone
      ? (known?.phones ?? [])
      : withFirst(
          known?.phones ?? [],
          any(phone)
            ? {
                id: known?.phones[0]?.id ?? 'main',
                raw: phone.trim(),
                e164: parsed?.e164 ?? '',
                ext: parsed?.ext ?? '',
                label: 'work',
              }
            : null,
        ),
    emails: withFirst(
      known?.emails ?? [],
      any(email) ? { id: known?.emails[0]?.id ?? 'main', value: email.trim(), label: 'work' } : null,
    ),
    signatory: texts.signatory,
    accountant: texts.accountant.trim(),
    city: city.trim(),
    taxSystem: texts.taxSystem,
    vatRate: texts.vatRate,
    invoiceDays: invoiceDaysOf(texts.invoiceDays) ?? known?.invoiceDays ?? 5,
  };
}

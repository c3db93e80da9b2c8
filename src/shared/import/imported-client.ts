import { splitLegalForm } from '../domain/requisites/legal-forms';
import type { ImportedClient } from './fields';

/** A client of whom a file tells nothing but the name. */
export function importedClient(name: string): ImportedClient {
  const { form } = splitLegalForm(name);
  return {
    kind: form === 'ИП' || form === 'КФХ' ? 'entrepreneur' : 'company',
    name,
    fullName: '',
    inn: '',
    kpp: '',
    ogrn: '',
    phones: [],
    emails: [],
    address: '',
    city: '',
    region: '',
    postalCode: '',
    site: '',
    tags: [],
    status: '',
    source: '',
    responsible: '',
    notes: '',
    bik: '',
    bankName: '',
    corrAccount: '',
    account: '',
    birthday: '',
  };
}

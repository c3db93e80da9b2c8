import { emptySignatory } from '../clients/schema';
import type { recordFields } from '../lib/schema';
import type { Organization } from './schema';

type OwnFields = Omit<Organization, keyof typeof recordFields>;

/** An organisation before anything is known of it; the rate '' means «as the tax system implies». */
export const emptyOrganization: OwnFields = {
  kind: 'company',
  name: '',
  fullName: '',
  legalForm: '',
  inn: '',
  kpp: '',
  ogrn: '',
  bankAccounts: [],
  phones: [],
  emails: [],
  addresses: [],
  site: '',
  signatory: { ...emptySignatory },
  taxSystem: 'general',
  vatRate: '',
  accountant: '',
  city: '',
  invoiceDays: 5,
};

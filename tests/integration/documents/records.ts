import { type Client, emptySignatory } from '@shared/clients/schema';
import type { DocumentLine } from '@shared/documents/schema';
import type { Patch } from '@shared/lib/schema';
import { emptyOrganization } from '@shared/organizations/defaults';
import type { Organization } from '@shared/organizations/schema';
import { idOf } from '../../support/id';

const stamps = {
  createdAt: '2026-03-10T09:00:00.000Z',
  createdBy: idOf('user-1'),
  updatedAt: '2026-03-10T09:00:00.000Z',
  updatedBy: idOf('user-1'),
  importId: '',
};

/** Our own invented company with checksummed requisites, as the form would save it. */
export const organizationFields: Patch<Organization> = {
  ...emptyOrganization,
  name: 'Ромашка',
  legalForm: 'ООО',
  inn: '7707083893',
  kpp: '773601001',
  ogrn: '1027700132195',
  bankAccounts: [
    {
      id: 'b1',
      bik: '044525225',
      bankName: 'ПАО Сбербанк, г. Москва',
      corrAccount: '30101810400000000225',
      account: '40702810200000012345',
    },
  ],
  phones: [{ id: 'p1', raw: '84951234567', e164: '+74951234567', ext: '', label: 'work' }],
  addresses: [
    {
      id: 'a1',
      kind: 'legal',
      text: 'ул. Вавилова, д. 19',
      city: 'г. Москва',
      region: '',
      postalCode: '117312',
    },
  ],
  signatory: {
    ...emptySignatory,
    position: 'Генеральный директор',
    fullName: 'Иванов Иван Иванович',
    basis: 'Устава',
  },
  city: 'Москва',
};

export const organization: Organization = {
  ...emptyOrganization,
  ...organizationFields,
  ...stamps,
  id: 'own',
};

/** What a client is made of; «ИП Коваль О. И.». */
export const clientFields: Omit<Client, keyof typeof stamps | 'id'> = {
  kind: 'entrepreneur',
  name: 'Коваль О. И.',
  fullName: '',
  legalForm: 'ИП',
  inn: '500100732259',
  kpp: '',
  ogrn: '304500116000157',
  bankAccounts: [],
  phones: [],
  emails: [],
  addresses: [],
  site: '',
  signatory: { ...emptySignatory, fullName: 'Коваль Ольга Ивановна', gender: 'female' },
  nameKey: 'коваль о. и.',
  status: 'active',
  ownerId: '',
  tags: [],
  source: '',
  city: '',
  timeZone: '',
  doNotCall: false,
  about: '',
  birthday: '',
  archivedAt: '',
};

export const client: Client = { ...clientFields, ...stamps, id: 'client-1' };

/** A line to begin with: one piece at 1 000 roubles, 22 %. */
export const line = (change: Partial<DocumentLine> = {}): DocumentLine => ({
  id: 'l1',
  article: '',
  name: 'Кресло офисное',
  quantity: '1',
  unit: 'шт',
  price: 100_000,
  discount: 0,
  vatRate: '22',
  ...change,
});

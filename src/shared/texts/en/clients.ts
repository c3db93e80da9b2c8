import { pluralEn } from '../plural';
import type { clients as Russian } from '../ru/clients';

export const clients: typeof Russian = {
  title: 'Clients',
  count: (n: number) => `${n.toLocaleString('en')} ${pluralEn(n, 'client', 'clients')}`,
  list: 'List of clients',
  noName: 'No name',
  picker: {
    hint: 'Name, INN or phone',
    nothing: 'No such client',
    create: (name: string) => `Create client “${name}”`,
    clear: 'Remove the client',
    more: 'Refine the search: only the first are shown',
  },
  kinds: { company: 'Company', entrepreneur: 'Sole proprietor', person: 'Person' },
  statuses: { potential: 'Potential', active: 'In progress', regular: 'Regular', lost: 'Lost' },
};

import { requisiteCatalogue } from '../clients/entity';
import { choice, integer, text } from '../fields/make';
import { entity } from '../lib/entity';
import { Organization, taxSystems } from './schema';
import { organizationWriters } from './writers';

export const organizations = entity(Organization, {
  one: 'organization',
  version: 0,
  indexes: ['createdAt'],
  migrations: {},
  replication: 'both',
  access: 'everyone',
  writers: organizationWriters,
  pullPriority: 0,
  fields: {
    ...requisiteCatalogue,
    taxSystem: choice(taxSystems),
    vatRate: text(),
    accountant: text(),
    city: text(),
    invoiceDays: integer(),
  },
  title: ['name'],
  history: true,
  counted: true,
});

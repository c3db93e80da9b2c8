import { choice, instant, integer, longText, text } from '../fields/make';
import { entity } from '../lib/entity';
import { ImportRun, importFormats, importStates } from './schema';

export const imports = entity(ImportRun, {
  one: 'import',
  version: 0,
  indexes: ['createdAt'],
  migrations: {},
  replication: 'no',
  access: 'device',
  pullPriority: 5,
  fields: {
    fileName: text(),
    format: choice(importFormats),
    state: choice(importStates),
    finishedAt: instant(),
    clients: integer(),
    contacts: integer(),
    duplicates: integer(),
    invalid: integer(),
    journal: longText({ internal: true }),
  },
  title: ['fileName'],
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BankDirectory, lookupBank, readBankDirectory } from '@shared/domain/requisites/bank-directory';
import type { Organization } from '@shared/organizations/schema';
import { type FeatureQueries, parseRecord, type Reader } from '../reader/reader';
import { ownOrganizationSql } from './internal-calls';

const directories = new Map<string, BankDirectory | null>();

/** The bundled bank directory, read once; null when the file is not there or damaged. */
function bankDirectory({ resources }: Reader): BankDirectory | null {
  const known = directories.get(resources);
  if (known !== undefined) return known;
  let directory: BankDirectory | null = null;
  try {
    directory = readBankDirectory(readFileSync(join(resources, 'data', 'banks.json'), 'utf8'));
  } catch {}
  directories.set(resources, directory);
  return directory;
}

export const organizationsQueries: FeatureQueries<'organizations'> = {
  'organizations.own'(reader) {
    const [row] = reader.rows(`SELECT data ${ownOrganizationSql}`);
    return row ? withoutStoreFields(parseRecord<Organization>(row[0])) : null;
  },
  'organizations.waits'(reader) {
    const [row] = reader.rows(`SELECT mark ${ownOrganizationSql}`);
    return row !== undefined && Number(row[0]) < 2;
  },
  'organizations.bank'(reader, { bik }) {
    const directory = bankDirectory(reader);
    return { bik, bank: directory && lookupBank(directory, bik), asOf: directory?.asOf ?? '' };
  },
};

/** A record without the store's own fields, which change with every write. */
function withoutStoreFields(record: Organization): Organization {
  const own = Object.entries(record).filter(([field]) => !field.startsWith('_'));
  return Object.fromEntries(own) as Organization;
}

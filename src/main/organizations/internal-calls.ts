import type { Organization } from '@shared/organizations/schema';
import type { DataContext } from '../data/context';
import { table } from '../reader/reader';

/**
 * The id of our own organisation: fixed, so that two devices that filled it in offline end up with one record, merged
 * field by field.
 */
export const ownOrganizationId = 'own';

/** Finds our own organisation; a database filled by other hands (the demo) may have given it another id. */
export const ownOrganizationSql = `FROM ${table('organizations')} WHERE deleted = 0
  ORDER BY id = '${ownOrganizationId}' DESC, c_createdAt, id LIMIT 1`;

/** Our own organisation, or null until its requisites were first needed. */
export async function ownOrganization({ records, db }: DataContext): Promise<Organization | null> {
  const row = db.get(`SELECT id ${ownOrganizationSql}`);
  return row ? records.find('organizations', String(row[0])) : null;
}

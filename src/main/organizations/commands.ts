import { emptyOrganization } from '@shared/organizations/defaults';
import type { FeatureCommands } from '../data/context';
import { ownOrganization, ownOrganizationId } from './internal-calls';

export const organizationsCommands: FeatureCommands<'organizations'> = {
  async 'organizations.save'(context, { patch }) {
    const { records } = context;
    const known = await ownOrganization(context);
    if (known) {
      await records.change('organizations', known.id, patch);
      return { id: known.id };
    }
    await records.insert('organizations', { ...emptyOrganization, ...patch }, { id: ownOrganizationId });
    return { id: ownOrganizationId };
  },
};

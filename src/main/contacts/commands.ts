import { filledEmails, filledPhones } from '@shared/clients/rules';
import { newContactFields } from '@shared/contacts/rules';
import { AppError } from '@shared/lib/result';
import { nameKey } from '@shared/requisites/requisites';
import { putBack, removeAll } from '../clients/removed';
import type { FeatureCommands } from '../data/context';

export const contactsCommands: FeatureCommands<'contacts'> = {
  async 'contacts.create'({ records }, { patch }) {
    await records.get('clients', patch.clientId ?? '');
    return { id: await records.insert('contacts', newContactFields(patch)) };
  },

  async 'contacts.change'({ records }, { id, patch }) {
    await records.change('contacts', id, {
      ...patch,
      ...(patch.name === undefined ? {} : { nameKey: nameKey(patch.name) }),
      ...(patch.phones ? { phones: filledPhones(patch.phones) } : {}),
      ...(patch.emails ? { emails: filledEmails(patch.emails) } : {}),
    });
    return null;
  },

  async 'contacts.remove'(context, { id }) {
    const contact = await context.records.find('contacts', id);
    if (contact) await removeAll(context, id, [{ name: 'contacts', records: [contact] }]);
    return null;
  },

  async 'contacts.restore'(context, { id }) {
    if (!(await putBack(context, id))) throw new AppError('not-found');
    return null;
  },
};

import { filledEmails, filledPhones } from '@shared/clients/rules';
import { newContactFields } from '@shared/contacts/rules';
import { nameKey } from '@shared/domain/requisites/requisites';
import type { FeatureCommands } from '../data/context';
import { bringBack } from '../recycle-bin/bring-back';

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
    await context.records.remove('contacts', id);
    return null;
  },

  async 'contacts.restore'(context, { id }) {
    await bringBack(context, [{ collection: 'contacts', id }]);
    return null;
  },
};

import { formatPhone } from '@shared/domain/phones/phones';
import { joinDetails } from '../search/hits';
import { tiers } from '../search/kinds';
import type { Presenter } from '../search/presenter';

/** How contacts are shown among the hits. */
export const contactPresenter: Presenter<'contacts'> = {
  kind: 'contacts',
  hit(contact, make) {
    const { id, clientId, name, position, phones, emails, comment } = contact;
    const found = make.besides(name, [
      ...phones.map((phone) => formatPhone(phone)),
      ...emails.map(({ value }) => value),
      comment,
    ]);
    return make.hit(
      'contacts',
      id,
      clientId,
      name,
      joinDetails([found, position, make.clientName(clientId)]),
    );
  },
  answer: (one, tier, is) => (is.wholeName(one) || is.phone(one) ? tiers.exact : tier),
  touched: ({ updatedAt }) => updatedAt,
};

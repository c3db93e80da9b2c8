import { formatPhone } from '@shared/domain/phones/phones';
import { joinDetails } from '../search/hits';
import { tiers } from '../search/kinds';
import type { Presenter } from '../search/presenter';

/** How clients are shown among the hits. */
export const clientPresenter: Presenter<'clients'> = {
  kind: 'clients',
  hit(client, make) {
    const { id, name, fullName, city, inn, phones, emails, site, tags, about } = client;
    const found = make.besides(name, [
      ...phones.map((phone) => formatPhone(phone)),
      inn === '' ? '' : `ИНН ${inn}`,
      ...emails.map(({ value }) => value),
      site,
      fullName,
      ...tags,
      about,
    ]);
    const usual = phones[0] ? formatPhone(phones[0]) : inn === '' ? '' : `ИНН ${inn}`;
    return make.hit('clients', id, id, name, found ? joinDetails([found, city]) : joinDetails([city, usual]));
  },
  answer: (one, tier, is) => (is.wholeName(one) || is.number(one.inn) || is.phone(one) ? tiers.exact : tier),
  touched: ({ updatedAt }) => updatedAt,
};

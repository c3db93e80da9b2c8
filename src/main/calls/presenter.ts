import { formatPhone, phoneKey } from '@shared/domain/phones/phones';
import type { Presenter } from '../search/presenter';

/** How calls are shown among the hits. */
export const callPresenter: Presenter<'calls'> = {
  kind: 'calls',
  hit(call, make) {
    const { id, clientId, number, comment, nextStep, startedAt } = call;
    const phone = number === '' ? '' : formatPhone({ e164: number, raw: number, ext: '' });
    const found = make.first([comment, nextStep, phone]);
    return make.hit('calls', id, clientId, make.clientName(clientId) || phone, found, startedAt);
  },
  answer: ({ number }, tier, is) => is.called(phoneKey(number)) ?? tier,
  touched: ({ startedAt }) => startedAt,
};

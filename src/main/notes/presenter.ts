import type { Presenter } from '../search/presenter';

/** How notes are shown among the hits. */
export const notePresenter: Presenter<'notes'> = {
  kind: 'notes',
  hit({ id, clientId, text, createdAt }, make) {
    return make.hit('notes', id, clientId, make.clientName(clientId), make.cut(text), createdAt);
  },
  answer: (_, tier) => tier,
  touched: ({ createdAt }) => createdAt,
};

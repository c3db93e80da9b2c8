import { matches } from '@shared/search/highlight';
import { joinDetails } from '../search/hits';
import { type Presenter, plainPresenter } from '../search/presenter';

/** How deals are shown among the hits. */
export const dealPresenter: Presenter<'deals'> = {
  ...plainPresenter('deals'),
  hit(deal, make) {
    const { id, clientId, title, competitor, source, tags, about, lines, expectedClose } = deal;
    const found = matches(title, make.marks.any)
      ? ''
      : make.first([competitor, source, ...tags, ...lines.map(({ name }) => name), about]);
    return make.hit(
      'deals',
      id,
      clientId,
      title,
      joinDetails([found, make.clientName(clientId)]),
      expectedClose,
    );
  },
};

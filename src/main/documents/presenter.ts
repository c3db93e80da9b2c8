import { highlight, matches } from '@shared/search/highlight';
import { joinDetails } from '../search/hits';
import type { Presenter } from '../search/presenter';

/** How documents are shown among the hits. */
export const documentPresenter: Presenter<'documents'> = {
  kind: 'documents',
  hit(document, make) {
    const { id, clientId, number, content, date, type } = document;
    const found = make.first([
      content.subject,
      content.basis,
      content.note,
      ...content.lines.map(({ name }) => name),
    ]);
    const hit = make.hit(
      'documents',
      id,
      clientId,
      number,
      joinDetails([found, make.clientName(clientId)]),
      date,
    );
    // «123» is a word of the query and the end of «А7-000123».
    const { any, digits } = make.marks;
    const ends = any.filter((word) => /^\d{3,}$/.test(word));
    const title = matches(number, any, digits) ? hit.title : highlight(number, [], ends);
    return { ...hit, title, documentType: type };
  },
  answer: (one, tier, is) => is.documentNumber(one) ?? tier,
  touched: ({ date }) => date,
};

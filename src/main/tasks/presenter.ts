import { matches } from '@shared/search/highlight';
import { joinDetails } from '../search/hits';
import { type Presenter, plainPresenter } from '../search/presenter';

/** How tasks are shown among the hits. */
export const taskPresenter: Presenter<'tasks'> = {
  ...plainPresenter('tasks'),
  hit(task, make) {
    const { id, clientId, title, comment, result, dueDate, dueAt } = task;
    const found = matches(title, make.marks.any) ? '' : make.first([comment, result]);
    return make.hit(
      'tasks',
      id,
      clientId,
      title,
      joinDetails([found, make.clientName(clientId)]),
      dueAt || dueDate,
    );
  },
};
